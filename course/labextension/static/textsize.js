/**
 * How large the text is: chosen once, and kept by this browser for all lessons and papers.
 */
import { element } from './forms/frame.js';
import { inPlace } from './places.js';

const KEPT_AS = 'xuncha:text-size';

/** What there is to choose from, by the name the style sheet knows it by. */
const SIZES = { small: '小', medium: '中', large: '大', largest: '特大' };
const USUAL = 'medium';

/** All controls on the page, so that they agree. @type {Set<HTMLSelectElement>} */
const controls = new Set();

/** @returns {string} */
function kept() {
  try {
    const size = localStorage.getItem(KEPT_AS) ?? USUAL;
    return Object.hasOwn(SIZES, size) ? size : USUAL;
  } catch {
    return USUAL; // this browser keeps nothing for pages: each visit starts anew
  }
}

function keep(size) {
  try {
    localStorage.setItem(KEPT_AS, size);
  } catch {
    // it holds for this visit
  }
}

/** Give the text its size, with what is being read staying where it is. */
function apply(size) {
  inPlace(() => { document.documentElement.dataset.xcSize = size; });
  controls.forEach((control) => { control.value = size; });
}

/**
 * Add the control to `host`, a strip above a page.
 * @param {HTMLElement} host
 * @returns {HTMLElement} the control with its label
 */
export function textSize(host) {
  const options = Object.entries(SIZES).map(([value, text]) => element('option', { value }, text));
  const control = element('select', { class: 'xc-select xc-text-size-choice' }, ...options);
  const said = element('span', { class: 'xc-hidden', role: 'status' });
  const node = element('label', { class: 'xc-text-size' }, element('span', {}, '文字'), control);
  control.setAttribute('aria-label', '文字大小');
  control.addEventListener('change', () => {
    keep(control.value);
    apply(control.value);
    said.textContent = `文字大小已设为“${SIZES[control.value]}”`;
  });
  forgetGone();
  controls.add(control);
  host.append(node, said);
  apply(kept());
  return node;
}

/** Controls of papers that have been closed since. */
function forgetGone() {
  controls.forEach((control) => {
    if (!control.isConnected) {
      controls.delete(control);
    }
  });
}

/** Chosen in another window: the same here. */
globalThis.addEventListener?.('storage', (event) => {
  if (event.key === KEPT_AS && controls.size > 0) {
    apply(kept());
  }
});
