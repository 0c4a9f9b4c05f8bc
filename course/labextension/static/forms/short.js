/**
 * Prose with a count of its characters. Too much is said, never cut off.
 */
import { element, hidden } from './frame.js';
import { characters, textField } from './text.js';

/** @type {import('./frame.js').Type['controls']} */
export function short(form, { name, report, say }) {
  const limit = Number.isInteger(form.limit) && form.limit > 0 ? form.limit : Infinity;
  const count = element('p', { class: 'xc-count', id: `${name}-count` });
  const field = element('textarea', {
    class: 'xc-prose', rows: '6', 'aria-describedby': count.id
  });
  let over = false;

  const tell = () => {
    const written = characters(field.value);
    const was = over;
    over = written > limit;
    count.textContent = counted(written, limit);
    count.classList.toggle('xc-over', over);
    if (over && !was && field === document.activeElement) {
      say(`已超过 ${limit} 字`);
    }
    fitHeight(field);
  };
  const { set } = textField(field, { report, onLook: tell });
  new ResizeObserver(() => fitHeight(field)).observe(field); // it is drawn before it is on the page
  return {
    node: element('div', {}, element('label', {}, hidden('作答'), field), count),
    get: () => (field.value.trim() ? field.value : null),
    set: (response) => set(typeof response === 'string' ? response : '')
  };
}

/**
 * “已写 5 字，至多 200 字”
 * @param {number} written
 * @param {number} limit
 * @returns {string}
 */
export function counted(written, limit) {
  const rest = written > limit ? `，超出 ${written - limit} 字（至多 ${limit} 字）`
    : limit < Infinity ? `，至多 ${limit} 字` : '';
  return `已写 ${written} 字${rest}`;
}

/** Grow with the text, so that none of it is out of sight. */
function fitHeight(field) {
  if (field.scrollHeight > field.clientHeight) {
    field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
  }
}
