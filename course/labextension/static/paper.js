/**
 * What a quiz and a lesson have in common: the panel looks like a page of a book
 * instead of a programming tool, and can be turned back.
 */

/** On the element that has focus, it keeps JupyterLab from taking keys as shortcuts. */
const NO_SHORTCUTS = 'data-lm-suppress-shortcuts';

export class Paper {
  /**
   * @param {Jupyter.Panel} panel
   * @param {{kind: string, title?: string}} about the notebook's `xuncha` metadata
   * @param {Jupyter.Lab} lab JupyterLab's application and classes
   */
  constructor(panel, about, lab) {
    this.panel = panel;
    this.about = about;
    this.lab = lab;
    this.plain = false;
    /** Called with `plain` after each change of view. @type {((plain: boolean) => void)[]} */
    this.onView = [];
    /** What Ctrl+S does. @type {(() => void) | undefined} */
    this.save = undefined;
    /** Shows the lesson to a room. @type {(() => void) | undefined} */
    this.present = undefined;
    panel.addClass(about.kind === 'quiz' ? 'xc-quiz' : 'xc-lesson');
    this.addEnd();
    this.setPlain(false);
    this.nameCells();
    this.model.cells.changed.connect(() => queueMicrotask(() => this.nameCells()));
    panel.content.node.addEventListener('focusin', (event) => this.focused(event), true);
    panel.node.addEventListener('keydown', (event) => this.key(event), true);
    panel.node.addEventListener('pointerdown', () => panel.removeClass('xc-keys'), true);
    panel.content.node.addEventListener('dblclick', (event) => this.doubleClick(event), true);
  }

  get context() {
    return this.panel.context;
  }

  get model() {
    return this.panel.context.model;
  }

  get cells() {
    return this.panel.content.widgets;
  }

  /** Show the ordinary notebook, or the paper again. */
  setPlain(plain) {
    this.plain = plain;
    this.panel.toggleClass('xc-paper', !plain);
    this.panel.toolbar.setHidden(!plain);
    const page = this.panel.content.node;
    page.querySelectorAll(`[${NO_SHORTCUTS}]`).forEach((node) => node.removeAttribute(NO_SHORTCUTS));
    this.onView.forEach((tell) => tell(plain));
  }

  /**
   * Keep this one notebook's session from being set up until `startKernel` or the plain
   * view: no kernel starts, none is asked for, and what waits for a kernel goes on waiting.
   * Has to be called before the notebook's context is ready.
   *
   * The context itself asks for the session only when the server has answered it once
   * more, and knows the kernel's name only then. Whoever wants the kernel sooner than
   * that just lets the context have its way: to ask before it would end in a dialog.
   */
  putOffKernel() {
    const session = this.context.sessionContext;
    const { shouldStart } = session.kernelPreference;
    session.kernelPreference = { ...session.kernelPreference, shouldStart: false };
    let asked = false;
    session.initialize = async () => {
      asked = true;
      return false;
    };
    session.startKernel = async () => false;
    this.startKernel = () => {
      session.kernelPreference = { ...session.kernelPreference, shouldStart };
      delete session.startKernel;
      delete session.initialize;
      if (asked) {
        session.initialize(); // once it is set up, another call does nothing
      }
    };
    this.onView.push(() => this.startKernel());
  }

  /**
   * JupyterLab calls the cells a feed, leaves out that a feed is made of articles, and
   * names each by its cell type.
   */
  nameCells() {
    const { node } = this.panel.content;
    node.setAttribute('aria-label', typeof this.about.title === 'string' ? this.about.title : '正文');
    node.querySelector('.jp-WindowedPanel-viewport')?.setAttribute('aria-label', '正文');
    for (const { node } of this.cells) {
      if (node.getAttribute('role') !== 'article') {
        node.setAttribute('role', 'article');
        node.removeAttribute('aria-label');
      }
    }
  }

  /**
   * Put a strip above the page, outside what scrolls.
   * @param {HTMLElement} node
   * @param {boolean} [plain] whether it belongs to the plain view instead
   */
  addStrip(node, plain = false) {
    const strip = new this.lab.Widget({ node });
    strip.addClass('xc-strip');
    this.panel.contentHeader.addWidget(strip);
    this.onView.push((now) => strip.setHidden(now !== plain));
    strip.setHidden(this.plain !== plain);
    fitHeight(strip);
    return strip;
  }

  /** A place at the end of the page, below the last cell. */
  addEnd() {
    const { node } = this.panel.content;
    this.end = document.createElement('footer');
    this.end.className = 'xc-end';
    (node.querySelector('.jp-WindowedPanel-outer') ?? node).append(this.end);
    // What is outside its cells JupyterLab leaves no focus: it would go back to a cell.
    for (const type of ['focusin', 'keydown', 'mousedown']) {
      this.end.addEventListener(type, (event) => event.stopPropagation());
    }
    this.onView.push((plain) => { this.end.hidden = plain; });
  }

  focused(event) {
    if (!this.plain) {
      event.target.setAttribute(NO_SHORTCUTS, '');
    }
  }

  /** The two keys that people press out of habit still do what they are used to. */
  key(event) {
    this.panel.addClass('xc-keys'); // the keyboard is in use: show where it is
    if (this.plain || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) {
      return;
    }
    if (event.key === 's') {
      event.preventDefault();
      this.save?.();
    } else if (event.key === 'z' && !event.target.closest('input[type=text], textarea, .cm-editor')) {
      event.preventDefault();
      this.cellOf(event.target)?.model.sharedModel.undo();
    }
  }

  /** The cell that holds `node`, or else the active one. */
  cellOf(node) {
    return this.cells.find((cell) => cell.node.contains(node)) ?? this.panel.content.activeCell;
  }

  /** A double click would turn a page's text into its Markdown source. */
  doubleClick(event) {
    if (!this.plain && !event.target.closest('input, textarea, .cm-editor')) {
      event.stopPropagation();
    }
  }
}

/**
 * JupyterLab gives a strip the height it asks for at least: have it ask for what its
 * contents need, also when they wrap or the text grows.
 */
function fitHeight(strip) {
  const { node } = strip;
  const fit = () => {
    if (strip.isDisposed || !strip.isVisible) {
      return;
    }
    const { height, contain, minHeight: asked } = node.style;
    Object.assign(node.style, { height: 'auto', contain: 'none', minHeight: '' });
    const wanted = `${node.offsetHeight}px`;
    Object.assign(node.style, { height, contain, minHeight: wanted });
    if (wanted !== asked) {
      strip.parent?.fit();
    }
  };
  const sized = new ResizeObserver(fit);
  const watchAll = () => [node, ...node.children].forEach((part) => sized.observe(part));
  const parts = new MutationObserver(watchAll);
  parts.observe(node, { childList: true });
  watchAll();
  strip.disposed.connect(() => [sized, parts].forEach((observer) => observer.disconnect()));
}

/** A button in the course's look; `xc-link` makes it read like a link. */
export function button(text, onClick, look = 'xc-button') {
  const node = document.createElement('button');
  node.type = 'button';
  node.className = look;
  node.textContent = text;
  node.addEventListener('click', onClick);
  return node;
}

/** Open the file at `path`, relative to this one, in the same JupyterLab. */
export async function openBeside(paper, path) {
  const here = paper.context.path.split('/').map(encodeURIComponent).join('/');
  const target = new URL(path, `file:///${here}`);
  await paper.lab.app.commands.execute('docmanager:open', {
    path: decodeURIComponent(target.pathname).slice(1)
  });
}
