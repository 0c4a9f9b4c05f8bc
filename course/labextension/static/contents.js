/**
 * The table of contents of a lesson: its sections, which of them is being read, and a way
 * to each. Beside the text where there is room for both, else over the page.
 *
 * @typedef {object} Entry
 * @property {string} text
 * @property {number} level 2 or 3
 * @property {HTMLElement} [node] the heading; none while JupyterLab has not drawn its cell
 * @property {number} cell the place of the cell it stands in
 * @property {number} nth which of the cell's headings it is
 */
import { element } from './forms/frame.js';
import { button } from './paper.js';
import { isForTeachers } from './teaching.js';

/** Fewer sections than this are seen without a table. */
const ENOUGH = 5;

/** Headings in here belong to what is quoted, asked or told, and open no section. */
const NO_SECTION = 'blockquote, figure, table, details, li, form, fieldset, dialog, [hidden],'
  + ' .xc-quote, .xc-card, .xc-concept, .xc-scene, .xc-scene-story, .xc-question, .xc-outside';

const KEPT_AS = 'xuncha:contents';

/** A heading in Markdown, or the edge of a block of code, where `#` means something else. */
const HEADING = /^(?<fence>```|~~~)|^(?<signs>#{2,3})\s+(?<text>.*?)[\s#]*$/;

/**
 * @param {Element} root a rendered cell
 * @returns {HTMLElement[]} the headings that open sections
 */
export function headingsIn(root) {
  const all = /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll('h2, h3'));
  return [...all].filter((node) => !node.closest(NO_SECTION));
}

/** @param {string} source Markdown @returns {{text: string, level: number}[]} */
export function headingsOf(source) {
  const found = [];
  let code = false;
  for (const line of source.split('\n')) {
    const { fence, signs, text } = HEADING.exec(line)?.groups ?? {};
    code = fence ? !code : code;
    if (signs && text && !code) {
      found.push({ text: text.replace(/[*_`]/g, ''), level: signs.length });
    }
  }
  return found;
}

function wordsOf(heading) {
  const copy = heading.cloneNode(true);
  copy.querySelectorAll('.jp-InternalAnchorLink').forEach((link) => link.remove());
  return copy.textContent.trim();
}

export class Contents {
  /**
   * @param {import('./paper.js').Paper} paper
   * @param {string} name what the table is called
   */
  constructor(paper, name) {
    this.paper = paper;
    /** @type {Entry[]} */
    this.entries = [];
    this.open = false;
    this.list = element('ul', { class: 'xc-contents-list' });
    this.node = element('nav', { class: 'xc-contents', id: `${paper.panel.id}-contents`, 'aria-label': name, hidden: '' },
      this.list);
    this.button = button(name, () => this.toggle());
    this.button.setAttribute('aria-controls', this.node.id);
    paper.panel.node.insertBefore(this.node, paper.panel.content.node);
    [this.node, this.button].forEach((part) => part.addEventListener('keydown', (event) => this.key(event)));
    paper.onView.push(() => this.place());
    this.follow();
    this.update();
  }

  /** The element that scrolls. */
  get page() {
    const { node } = this.paper.panel.content;
    return node.querySelector('.jp-WindowedPanel-outer') ?? node;
  }

  /** Keep up with the headings, the size of the page and the place of the reader. */
  follow() {
    const { panel } = this.paper;
    const later = onceAFrame(() => panel.isDisposed || this.update());
    const drawn = new MutationObserver(later);
    drawn.observe(panel.content.node, { childList: true, subtree: true });
    const sized = new ResizeObserver(onceAFrame(() => panel.isDisposed || this.place()));
    sized.observe(panel.content.node);
    sized.observe(this.node);
    this.page.addEventListener('scroll', onceAFrame(() => this.mark()), { passive: true });
    panel.content.node.addEventListener('pointerdown', () => this.beside || this.show(false));
    panel.disposed.connect(() => [drawn, sized].forEach((observer) => observer.disconnect()));
  }

  // ---- what stands in it ---------------------------------------------------------------

  update() {
    const found = this.find();
    const same = found.length === this.entries.length
      && found.every(({ text, level }, i) => text === this.entries[i].text && level === this.entries[i].level);
    this.entries = found;
    if (!same) {
      this.draw();
    }
    this.button.hidden = found.length < ENOUGH;
    if (!same) {
      this.place();
    }
    this.mark();
  }

  /** @returns {Entry[]} */
  find() {
    return this.paper.cells.flatMap((cell, at) => {
      if (isForTeachers(cell)) {
        return []; // it is not there for whoever learns
      }
      const drawn = cell.node.isConnected && cell.node.querySelector('.jp-RenderedMarkdown, .jp-OutputArea');
      const headings = drawn
        ? headingsIn(cell.node).map((node) => ({ node, text: wordsOf(node), level: Number(node.localName[1]) }))
        : cell.model.type === 'markdown' ? headingsOf(cell.model.sharedModel.getSource()) : [];
      return headings.filter(({ text }) => text).map((heading, nth) => ({ ...heading, cell: at, nth }));
    });
  }

  draw() {
    this.list.replaceChildren(...this.entries.map(({ text, level }, i) =>
      element('li', { class: `xc-contents-${level}` }, button(text, () => this.goTo(this.entries[i]), 'xc-contents-item'))));
  }

  /** Say which section is being read. */
  mark() {
    if (this.node.hidden) {
      return;
    }
    const { page } = this;
    const { top, bottom, height } = page.getBoundingClientRect();
    // The last sections may be too short to get to the upper edge.
    const atEnd = page.scrollTop > 0 && page.scrollTop + page.clientHeight >= page.scrollHeight - 2;
    const line = atEnd ? bottom : top + height / 4;
    const passed = this.entries.filter(({ node }) => node?.isConnected && node.getBoundingClientRect().top <= line);
    const current = this.entries.indexOf(passed[passed.length - 1]);
    [...this.list.children].forEach(({ firstElementChild: item }, i) => {
      if (i !== current) {
        item.removeAttribute('aria-current');
      } else if (!item.hasAttribute('aria-current')) {
        item.setAttribute('aria-current', 'true');
        keepInSight(this.node, item);
      }
    });
  }

  // ---- opening and closing -------------------------------------------------------------

  /** How much room there is beside a text that keeps its width. */
  get fits() {
    const cell = this.page.querySelector('.jp-Cell');
    return cell !== null && this.page.clientWidth - cell.getBoundingClientRect().width >= this.width;
  }

  /** What the table is wide, shown or not. */
  get width() {
    return 17 * parseFloat(getComputedStyle(this.node).fontSize);
  }

  toggle() {
    this.show(!this.open);
    if (this.beside) {
      keepOpen(this.open);
    }
    if (this.open) {
      (this.list.querySelector('[aria-current]') ?? this.list.querySelector('button'))?.focus();
    }
  }

  show(open) {
    this.open = open;
    this.place();
  }

  /** Put the table where it belongs: below the strips, and the text beside it. */
  place() {
    const { panel, plain } = this.paper;
    const { fits } = this;
    if (fits !== this.beside) {
      this.beside = fits;
      this.open = fits && keptOpen(); // over the page it is opened only when asked for
    }
    const shown = this.open && !plain && this.entries.length >= ENOUGH;
    this.node.hidden = !shown;
    this.button.setAttribute('aria-expanded', String(shown));
    this.node.classList.toggle('xc-contents-over', !this.beside);
    const top = panel.content.node.getBoundingClientRect().top - panel.node.getBoundingClientRect().top;
    this.node.style.top = `${Math.round(top)}px`;
    // The text moves aside no further than it must.
    const cell = this.page.querySelector('.jp-Cell')?.getBoundingClientRect().width ?? 0;
    const aside = shown && this.beside ? Math.max(0, 2 * this.width - (this.page.clientWidth - cell)) : 0;
    panel.node.style.setProperty('--xc-aside', `${Math.ceil(aside)}px`);
    this.mark();
  }

  key(event) {
    if (event.key === 'Escape' && !this.beside) {
      this.show(false);
      this.button.focus();
    }
  }

  /** Bring a section to the upper edge of the page, with the focus on its heading. @param {Entry} entry */
  async goTo(entry) {
    let { node } = entry;
    if (!node?.isConnected) {
      await this.paper.panel.content.scrollToItem(entry.cell, 'start').catch(() => {});
      await this.paper.cells[entry.cell]?.ready;
      node = headingsIn(this.paper.cells[entry.cell]?.node ?? this.list)[entry.nth];
    }
    if (!this.beside) {
      this.show(false);
    }
    if (node) {
      node.tabIndex = -1;
      node.scrollIntoView({ block: 'start' });
      node.focus({ preventScroll: true });
    }
  }
}

function keepInSight(box, item) {
  const [outer, inner] = [box, item].map((node) => node.getBoundingClientRect());
  if (inner.top < outer.top || inner.bottom > outer.bottom) {
    box.scrollTop += inner.top - outer.top - outer.height / 3;
  }
}

/** `act`, however often it is called for, once before the next frame. */
function onceAFrame(act) {
  let asked = false;
  return () => {
    if (!asked) {
      asked = true;
      requestAnimationFrame(() => {
        asked = false;
        act();
      });
    }
  };
}

function keptOpen() {
  try {
    return localStorage.getItem(KEPT_AS) !== 'closed';
  } catch {
    return true;
  }
}

function keepOpen(open) {
  try {
    localStorage.setItem(KEPT_AS, open ? 'open' : 'closed');
  } catch {
    // it holds for this visit
  }
}
