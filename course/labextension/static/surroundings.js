/**
 * What JupyterLab puts around a page: while one of ours is all that is shown, its menus and
 * side bars step back, and the window is called by the page's title. Turned to the plain
 * notebook, and for everybody else's notebooks, all is as JupyterLab has it.
 */
const QUIET = 'xc-course';
const OURS = '巡察课堂';
const SKIP = '跳到正文';

export class Surroundings {
  /**
   * @param {Jupyter.App} app
   * @param {() => import('./paper.js').Paper | undefined} current the paper in front
   */
  constructor(app, current) {
    this.shell = app.shell;
    this.current = current;
    const look = () => this.look();
    this.shell.currentChanged?.connect(look);
    this.shell.modeChanged?.connect(look);
    const title = document.querySelector('title');
    if (title) {
      new MutationObserver(() => this.nameWindow()).observe(title, { childList: true });
    }
  }

  look() {
    const paper = this.current();
    const quiet = paper !== undefined && !paper.plain && this.shell.mode === 'single-document';
    if (document.body.classList.toggle(QUIET, quiet) !== this.quiet) {
      this.quiet = quiet;
      fitAll(this.shell, 2);
    }
    this.nameWindow();
    const skip = document.querySelector('.skip-link');
    if (paper && skip) {
      skip.textContent = SKIP;
    }
  }

  /** JupyterLab calls the window by the file's name. */
  nameWindow() {
    const { title } = this.current()?.about ?? {};
    if (typeof title === 'string' && title) {
      const wanted = title === OURS ? OURS : `${title} · ${OURS}`;
      if (document.title !== wanted) {
        document.title = wanted;
      }
    }
  }
}

/** Have JupyterLab ask its parts anew how much room they need. */
function fitAll(widget, depth) {
  for (const child of depth > 0 ? widget.children() : []) {
    fitAll(child, depth - 1);
  }
  widget.fit();
}
