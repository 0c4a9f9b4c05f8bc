/**
 * A text whose sentences or clauses can be marked: Tab or the arrow keys move, Space or Enter marks.
 */
import { element } from './../labextension/static/forms/frame.js';

/**
 * @param {object} text
 * @param {string[]} text.pieces
 * @param {string} text.label what a screen reader calls the text
 * @param {string} text.look the class of the whole
 * @param {boolean} text.several whether more than one can be marked
 * @param {boolean} [text.running] whether the pieces run on as a text does, not one a line
 * @param {number[]} text.marked
 * @param {boolean} text.disabled
 * @param {(marked: number[]) => void} text.change
 * @returns {HTMLElement}
 */
export function markable({ pieces, label, look, several, running = false, marked, disabled, change }) {
  let chosen = marked;
  const nodes = pieces.map((text, index) => {
    // A button never breaks over two lines; what runs on has to.
    const node = running
      ? element('span', { class: 'xc-clause', role: 'button', tabindex: '0' }, text)
      : element('button', { type: 'button', class: 'xc-sentence' }, text);
    if (disabled) {
      node.setAttribute('aria-disabled', 'true');
    }
    node.addEventListener('click', () => press(index));
    return node;
  });
  const show = () => nodes.forEach((node, index) => node.setAttribute('aria-pressed', String(chosen.includes(index))));
  function press(index) {
    if (disabled) {
      return;
    }
    const rest = several ? chosen.filter((one) => one !== index) : [];
    chosen = chosen.includes(index) ? rest : [...rest, index];
    show();
    change(chosen);
  }
  const root = element('div', { class: `${look} xc-sentences`, role: 'group', 'aria-label': label }, ...nodes);
  root.addEventListener('keydown', (event) => {
    const at = nodes.indexOf(/** @type {any} */ (event.target));
    const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (by) {
      nodes[at + by]?.focus();
      event.preventDefault();
    } else if (running && (event.key === ' ' || event.key === 'Enter')) {
      press(at);
      event.preventDefault();
    }
  });
  show();
  return root;
}
