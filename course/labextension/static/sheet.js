/**
 * The answer sheet: a number for each question, saying how far it is answered and whether
 * it is marked for later, and leading to it.
 *
 * @typedef {{number: number, extent: 'blank' | 'part' | 'answered', later: boolean}} Entry
 */
import { element } from './forms/frame.js';
import { button } from './paper.js';

export class Sheet {
  /** @param {(number: number) => void} onJump go to a question */
  constructor(onJump) {
    this.onJump = onJump;
    /** @type {Map<number, HTMLButtonElement>} */
    this.buttons = new Map();
    this.summary = element('p', { class: 'xc-sheet-summary' });
    this.list = element('ol', { class: 'xc-sheet-list' });
    this.next = button('下一道未答的题', () => this.toBlank());
    this.node = element('nav', { class: 'xc-sheet', 'aria-label': '答题卡' },
      this.summary, this.list, this.next, legend());
    this.node.addEventListener('keydown', (event) => this.key(event));
    /** @type {Entry[]} */
    this.entries = [];
  }

  /** @param {Entry[]} entries in the order of the paper */
  update(entries) {
    this.entries = entries;
    if (entries.length !== this.buttons.size || !entries.every(({ number }) => this.buttons.has(number))) {
      this.buttons = new Map(entries.map(({ number }) =>
        [number, button('', () => this.onJump(number), 'xc-sheet-item')]));
      this.list.replaceChildren(...[...this.buttons.values()].map((node) => element('li', {}, node)));
    }
    for (const entry of entries) {
      draw(this.buttons.get(entry.number), entry);
    }
    const count = (wanted) => entries.filter(wanted).length;
    const blank = count(({ extent }) => extent === 'blank');
    const part = count(({ extent }) => extent === 'part');
    const later = count((entry) => entry.later);
    this.summary.textContent = [
      blank ? `还有 ${blank} 题未答` : part ? '' : '全部题目都已作答',
      part ? `${part} 题没有答完` : '',
      later ? `${later} 题标记了回头再看` : ''
    ].filter(Boolean).join('，');
    this.next.disabled = blank + part === 0;
  }

  /** Go to the first question without a whole answer after the one visited last. */
  toBlank() {
    const from = this.entries.findIndex(({ number }) => number === this.current);
    const turned = [...this.entries.slice(from + 1), ...this.entries.slice(0, from + 1)];
    const blank = turned.find(({ extent }) => extent !== 'answered');
    if (blank) {
      this.onJump(blank.number);
    }
  }

  /** Say which question is being read. @param {number | undefined} number */
  visit(number) {
    this.buttons.get(this.current)?.removeAttribute('aria-current');
    this.current = number;
    this.buttons.get(number)?.setAttribute('aria-current', 'true');
  }

  /** Arrow keys walk through the numbers; Tab passes from one to the next as everywhere. */
  key(event) {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const all = [...this.buttons.values()];
    const at = all.indexOf(/** @type {any} */ (document.activeElement));
    if (step && at >= 0) {
      event.preventDefault();
      event.stopPropagation();
      all[(at + step + all.length) % all.length].focus();
    }
  }
}

const EXTENTS = { blank: '未答', part: '没答完', answered: '已答' };

function draw(node, { number, extent, later }) {
  const state = [EXTENTS[extent], later ? '已标记' : ''].filter(Boolean).join('，');
  node.setAttribute('aria-label', `第 ${number} 题，${state}`);
  node.dataset.extent = extent;
  node.dataset.later = String(later);
  if (node.textContent !== String(number)) {
    node.textContent = String(number);
  }
}

/** What the looks mean: each differs in more than colour. */
function legend() {
  const sample = (extent, later, text) => {
    const box = element('span', {
      class: 'xc-sheet-sample', 'data-extent': extent, 'data-later': String(later), 'aria-hidden': 'true'
    });
    return element('span', {}, box, text);
  };
  return element('p', { class: 'xc-sheet-legend', 'aria-hidden': 'true' },
    sample('answered', false, '已答'), sample('part', false, '没答完'), sample('blank', false, '未答'),
    sample('blank', true, '回头再看'));
}
