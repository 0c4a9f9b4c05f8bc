/**
 * A lesson shown to a room: as much of a section at a time as the screen holds, in large
 * type, in full screen where the browser allows it. The questions on it still work.
 */
import { headingsOf } from './contents.js';
import { element } from './forms/frame.js';
import { fitting, pageWith, pagesOf } from './pages.js';
import { button } from './paper.js';
import { isForTeachers } from './teaching.js';

const PRESENTING = 'xc-presenting';
const OFF = 'xc-off-page';
const NAME = '演示';
const TURN = { PageDown: 1, ArrowRight: 1, PageUp: -1, ArrowLeft: -1 };
const ARROWS = ['ArrowLeft', 'ArrowRight'];

/** The instructor's own notes are not for the wall. */
const PRIVATE = ['笔记'];

/** Less than this many pixels of a page unseen is nothing unseen. */
const HARDLY = 8;

/** What comes late waits this many milliseconds for what comes with it. */
const SETTLED = 250;

/**
 * A command for it.
 * @param {Jupyter.App} app
 * @param {any} palette
 * @param {() => import('./paper.js').Paper | undefined} current the paper in front
 */
export function addPresentCommand(app, palette, current) {
  const can = () => current()?.present !== undefined;
  app.commands.addCommand('xuncha:present', {
    label: `${NAME}（逐页放映本课）`,
    isVisible: can,
    isEnabled: () => can() && !current().plain,
    execute: () => current()?.present?.()
  });
  palette?.addItem({ command: 'xuncha:present', category: '巡察课堂' });
}

export class Presenting {
  /** @param {import('./paper.js').Paper} paper */
  constructor(paper) {
    this.paper = paper;
    this.on = false;
    /** @type {import('./pages.js').Page[]} */
    this.pages = [];
    this.at = 0;
    this.button = button(NAME, () => this.start(), 'xc-button xc-present');
    this.button.title = '逐页放映本课：← → 翻页，Esc 退出';
    this.place = element('p', { class: 'xc-present-place', role: 'status' });
    this.more = element('span', { class: 'xc-present-more' }, '↓ 本页下面还有');
    this.back = button('上一页', () => this.turn(-1));
    this.next = button('下一页', () => this.turn(1));
    this.bar = element('nav', { class: 'xc-present-bar', tabindex: '-1', 'aria-label': NAME, hidden: '' },
      this.place, this.more, this.back, this.next, button('退出演示', () => this.stop()));
    paper.panel.node.insertBefore(this.bar, paper.panel.content.node);
    this.heard = /** @type {[EventTarget, string, (event: any) => void, boolean][]} */ ([
      [window, 'keydown', (event) => this.key(event, true), true],
      [window, 'keydown', (event) => this.key(event, false), false],
      [window, 'resize', () => this.measureAgain(), false],
      [window, 'focusin', (event) => this.keepFocus(event.target), true],
      [document, 'fullscreenchange', () => this.screenChanged(), false]
    ]);
    this.page.addEventListener('scroll', () => this.showMore(), { passive: true });
    this.drawn = new MutationObserver(() => this.look());
    paper.onView.push((plain) => plain && this.stop());
    paper.panel.disposed.connect(() => this.stop());
  }

  get cells() {
    return this.paper.cells;
  }

  /** The element that scrolls. */
  get page() {
    const { node } = this.paper.panel.content;
    return /** @type {HTMLElement} */ (node.querySelector('.jp-WindowedPanel-outer') ?? node);
  }

  // ---- beginning and ending ------------------------------------------------------------

  async start() {
    const { panel, plain } = this.paper;
    if (this.on || plain) {
      return;
    }
    this.on = true;
    this.anchor = this.firstSeen();
    this.drawAll();
    panel.addClass(PRESENTING);
    this.bar.hidden = false;
    this.heard.forEach(([where, type, act, capture]) => where.addEventListener(type, act, capture));
    this.drawn.observe(panel.content.node, { childList: true, subtree: true });
    await this.fill();
    this.measure();
    this.bar.focus({ preventScroll: true });
  }

  /** Take the whole screen, or where that is refused the whole window. */
  async fill() {
    const { node } = this.paper.panel;
    try {
      await node.requestFullscreen();
    } catch {
      this.fillWindow();
    }
  }

  fillWindow() {
    const { node } = this.paper.panel;
    node.popover = 'manual';
    node.showPopover?.();
  }

  /** Esc leaves full screen before a page hears of it; with a dialog open it was meant for the dialog. */
  screenChanged() {
    const { node } = this.paper.panel;
    if (document.fullscreenElement === node) {
      return;
    }
    const dialog = /** @type {HTMLDialogElement} */ (node.querySelector('dialog[open]'));
    if (dialog && node.isConnected) {
      dialog.close();
      this.fillWindow();
    } else {
      this.stop();
    }
  }

  stop() {
    if (!this.on) {
      return;
    }
    this.on = false;
    clearTimeout(this.settling);
    this.drawn.disconnect();
    this.heard.forEach(([where, type, act, capture]) => where.removeEventListener(type, act, capture));
    const { panel } = this.paper;
    panel.removeClass(PRESENTING);
    panel.node.removeAttribute('popover');
    if (document.fullscreenElement === panel.node) {
      document.exitFullscreen();
    }
    if (panel.isDisposed) {
      return;
    }
    this.bar.hidden = true;
    this.cells.forEach(({ node }) => node.classList.remove(OFF));
    this.drawAsBefore();
    this.comeBack(this.pages[this.at]?.from ?? 0);
  }

  /** The lesson again, where the presentation was left. */
  async comeBack(index) {
    await this.paper.panel.content.scrollToItem(index, 'start').catch(() => {});
    this.cells[index]?.node.scrollIntoView({ block: 'start' });
    this.button.focus({ preventScroll: true });
  }

  /** Where JupyterLab draws only what is seen, have it draw all, to see how high it is. */
  drawAll() {
    const { content } = this.paper.panel;
    this.config = content.notebookConfig;
    if (this.config.windowingMode !== 'none') {
      content.notebookConfig = { ...this.config, windowingMode: 'none' };
    }
  }

  drawAsBefore() {
    const { content } = this.paper.panel;
    if (content.notebookConfig.windowingMode !== this.config.windowingMode) {
      content.notebookConfig = { ...content.notebookConfig, windowingMode: this.config.windowingMode };
    }
  }

  /** How high what stands on a page may be. */
  get room() {
    const { paddingTop, paddingBottom } = getComputedStyle(this.page);
    return this.page.clientHeight - parseFloat(paddingTop) - parseFloat(paddingBottom);
  }

  // ---- pages -----------------------------------------------------------------------------

  firstSeen() {
    const edge = this.page.getBoundingClientRect().top + HARDLY;
    return Math.max(0, this.cells.findIndex(({ node }) => node.isConnected && node.getBoundingClientRect().bottom > edge));
  }

  /** Find out what goes on which page, and show the page on which the anchor is. */
  measure() {
    this.cells.forEach(({ node }) => node.classList.remove(OFF));
    this.page.style.setProperty('--xc-fit', '1');
    let section = '';
    /** What each cell belongs to. */
    this.sections = [];
    const parts = this.cells.map((cell) => {
      const opened = openedBy(cell);
      section = opened ?? section;
      this.sections.push(section);
      const left = isForTeachers(cell) || PRIVATE.includes(section);
      return { height: left ? 0 : heightOf(cell.node), opens: opened !== null, leads: cell.model.type === 'markdown' };
    });
    this.shown = this.filled;
    this.pages = pagesOf(parts, this.room);
    this.show(pageWith(this.pages, this.anchor));
  }

  /** @param {number} number */
  show(number) {
    this.at = number;
    const { from, to } = this.pages[number] ?? { from: 0, to: 0 };
    this.anchor = from;
    this.cells.forEach((cell, at) => cell.node.classList.toggle(OFF, at < from || at >= to || isForTeachers(cell)));
    this.fitPage();
    const section = this.sections[from];
    this.place.textContent = `${section && `${section}　`}第 ${number + 1} / ${this.pages.length} 页`;
    this.back.disabled = number === 0;
    this.next.disabled = number + 1 >= this.pages.length;
    this.showMore();
    this.keepFocus(document.activeElement);
  }

  /** A page that is but a little too high is shown a little smaller. */
  fitPage() {
    const { page } = this;
    page.style.setProperty('--xc-fit', '1');
    const edges = page.clientHeight - this.room;
    page.style.setProperty('--xc-fit', String(fitting(page.scrollHeight - edges, this.room)));
    page.scrollTop = 0;
  }

  /** On: what is not seen yet of this page, then the next. Back: the page before. @param {number} way */
  turn(way) {
    const { page } = this;
    const unseen = way > 0 ? this.below : page.scrollTop;
    if (unseen > HARDLY) {
      page.scrollBy({ top: way * 0.85 * page.clientHeight });
    } else if (this.pages[this.at + way]) {
      this.show(this.at + way);
    }
  }

  /** How much of the page is below what is seen. */
  get below() {
    return this.page.scrollHeight - this.page.clientHeight - this.page.scrollTop;
  }

  showMore() {
    this.more.classList.toggle('xc-gone', !this.on || this.below <= HARDLY);
  }

  // ---- what comes late, and what changes -------------------------------------------------

  /** Cells of code that show something. */
  get filled() {
    return this.cells.filter(({ node, model }) => model.type === 'code' && hasOutput(node)).length;
  }

  /** What the kernel brings late has to find its page; an answer does not turn any. */
  look() {
    this.showMore();
    if (this.filled !== this.shown) {
      this.measureAgain();
    }
  }

  measureAgain() {
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.on && this.measure(), SETTLED);
  }

  // ---- keys and focus --------------------------------------------------------------------

  /**
   * A clicker's keys are taken before anybody hears them, the arrows only when no control
   * has a use for them.
   */
  key(event, first) {
    const { key, target } = event;
    const arrow = ARROWS.includes(key);
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented
      || arrow === first || target.closest?.('dialog')
      || arrow && target.closest?.('input, select, textarea, [contenteditable]')) {
      return;
    }
    if (TURN[key] || key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      if (TURN[key]) {
        this.turn(TURN[key]);
      } else {
        this.stop();
      }
    }
  }

  /** What is not on the page has no focus. */
  keepFocus(node) {
    const { panel } = this.paper;
    const within = node instanceof Element && panel.node.contains(node) && node.getClientRects().length > 0;
    if (this.on && !within && !node?.closest?.('dialog')) {
      this.bar.focus({ preventScroll: true });
    }
  }
}

/** The heading of the section that begins with this cell; null if none does. */
function openedBy(cell) {
  if (cell.model.type !== 'markdown') {
    return null;
  }
  return headingsOf(cell.model.sharedModel.getSource()).find(({ level }) => level === 2)?.text ?? null;
}

/** @param {HTMLElement} node */
function heightOf(node) {
  const height = node.offsetHeight;
  return height > HARDLY ? height : 0;
}

/** @param {HTMLElement} node */
function hasOutput(node) {
  const area = node.querySelector('.jp-OutputArea-output');
  return area !== null && (area.textContent.trim() !== '' || area.querySelector('svg, canvas, img') !== null);
}
