/**
 * The module-federation container JupyterLab looks for, written by hand so that
 * nothing has to be built. A classic script: it only finds out where it lies and
 * hands over to the ES modules beside it when JupyterLab asks for the plugin.
 */
(() => {
  const here = /** @type {HTMLScriptElement} */ (document.currentScript).src;
  const beside = (name) => new URL(name, here).href;
  let scope;

  /** Take a package JupyterLab shares, in the version JupyterLab itself uses. */
  const shared = async (name) => {
    const versions = Object.values(scope[name] ?? {});
    if (!versions.length) {
      throw new Error(`xuncha: this JupyterLab does not share ${name}`);
    }
    const own = versions.find((version) => version.loaded) ?? versions[versions.length - 1];
    return (await own.get())();
  };

  const container = {
    init(sharedScope) {
      scope = sharedScope;
    },

    async get() {
      const style = document.createElement('link');
      style.rel = 'stylesheet';
      style.href = beside('xuncha.css');
      const styled = new Promise((resolve) => { style.onload = style.onerror = resolve; });
      document.head.append(style);
      const [{ plugin }] = await Promise.all([import(beside('plugin.js')), styled]);
      const module = { __esModule: true, default: await plugin(shared) };
      return () => module;
    }
  };

  const { _JUPYTERLAB: containers = {} } = /** @type {any} */ (window);
  containers.xuncha = container;
  Object.assign(window, { _JUPYTERLAB: containers });
})();
