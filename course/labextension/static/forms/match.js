/**
 * Entries on the left, each given one of those on the right: from a list, or by pressing
 * one on the left and one on the right. One on the right may be used several times.
 *
 * @typedef {{side: 'left' | 'right', id: string}} Pressed
 */
import { asShown, filledIn, placeOfKey } from './entries.js';
import { element } from './frame.js';

/**
 * What pressing an entry comes to.
 * @param {Pressed | null} armed the entry that was pressed before and still waits
 * @param {Pressed} now
 * @returns {{armed: Pressed | null, pair?: [left: string, right: string]}}
 */
export function press(armed, now) {
  if (armed === null || armed.side === now.side) {
    return { armed: armed?.id === now.id ? null : now };
  }
  return { armed: null, pair: now.side === 'right' ? [armed.id, now.id] : [now.id, armed.id] };
}

/**
 * The numbers of the left entries that go with each entry on the right.
 * @param {Iterable<[left: string, right: string]>} pairs
 * @returns {Map<string, string[]>}
 */
export function uses(pairs) {
  const used = new Map();
  for (const [left, right] of pairs) {
    if (right) {
      used.set(right, [...(used.get(right) ?? []), left]);
    }
  }
  return used;
}

/** @type {import('./frame.js').Type['controls']} */
export function match(form, { report, say }) {
  const rights = asShown(form.right, form.shown);
  const lefts = new Map(form.left.map((entry) => [entry.id, drawLeft(entry, rights)]));
  const targets = new Map(rights.map((entry) => [entry.id, drawRight(entry)]));
  const right = (id) => rights.find((entry) => entry.id === id);
  /** @returns {[left: string, right: string][]} */
  const pairs = () => [...lefts].map(([id, { select }]) => [id, select.value]);
  /** @type {Pressed | null} */
  let armed = null;

  function redraw() {
    const used = uses(pairs());
    const isArmed = (side, id) => String(armed?.side === side && armed.id === id);
    lefts.forEach(({ button }, id) => button.setAttribute('aria-pressed', isArmed('left', id)));
    targets.forEach(({ button, use }, id) => {
      button.setAttribute('aria-pressed', isArmed('right', id));
      use.textContent = used.has(id) ? `已配 ${used.get(id).join('、')}` : '';
    });
    node.classList.toggle('xc-armed', armed !== null);
  }

  function arm(entry) {
    armed = entry;
    redraw();
  }

  /** Give the left entry that one on the right; '' takes it back. */
  function pair(left, id) {
    lefts.get(left).select.value = id;
    arm(null);
    const name = id && (right(id).letter || `“${right(id).text}”`);
    say(id ? `第 ${left} 项配 ${name}` : `第 ${left} 项没有配`);
    report();
  }

  function pressed(entry) {
    const result = press(armed, entry);
    if (result.pair) {
      pair(...result.pair);
    } else {
      arm(result.armed);
      say(armed === null ? '已放下' : `已选${armed.side === 'left' ? '左边' : '右边'}一项，请再选另一边的一项`);
    }
  }

  lefts.forEach(({ select, button }, id) => {
    select.addEventListener('change', () => pair(id, select.value));
    button.addEventListener('click', () => pressed({ side: 'left', id }));
  });
  targets.forEach(({ button }, id) => button.addEventListener('click', () => pressed({ side: 'right', id })));

  /** In a row on the left a letter or digit names the entry on the right, Delete takes it back. */
  function key(event) {
    if (event.altKey) {
      return false;
    }
    if (event.key === 'Escape' && armed) {
      arm(null);
      say('已放下');
      return true;
    }
    const column = [lefts, targets].find((entries) => [...entries.values()].some(({ button }) => button === event.target));
    if (column && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      const buttons = [...column.values()].map(({ button }) => button);
      buttons[buttons.indexOf(event.target) + (event.key === 'ArrowUp' ? -1 : 1)]?.focus();
      return true;
    }
    const left = event.target.closest('[data-left]')?.dataset.left;
    const chosen = event.key === 'Delete' || event.key === 'Backspace' ? ''
      : rights[placeOfKey(event.key, rights)]?.id;
    if (left === undefined || chosen === undefined) {
      return false;
    }
    if (chosen !== lefts.get(left).select.value) {
      pair(left, chosen);
    }
    return true;
  }

  const node = element('div', { class: 'xc-match' },
    element('div', { class: 'xc-pairs' }, ...[...lefts.values()].map(({ row }) => row)),
    element('ul', { class: 'xc-pair-rights', 'aria-label': '可选的内容' },
      ...[...targets.values()].map(({ item }) => item)));
  return {
    node,
    key,
    get: () => filledIn(pairs()),
    set: (response) => {
      lefts.forEach(({ select }, id) => { select.value = response?.[id] ?? ''; });
      arm(null);
    }
  };
}

function drawLeft({ id, text }, rights) {
  const button = element('button', { type: 'button', class: 'xc-pair-left' },
    element('span', { class: 'xc-option-id' }, `${id}.`), element('span', {}, text));
  const select = element('select', { class: 'xc-select', 'aria-label': text },
    element('option', { value: '' }, '请选择'),
    ...rights.map((entry) => element('option', { value: entry.id }, named(entry))));
  return { button, select, row: element('div', { class: 'xc-pair', 'data-left': id }, button, select) };
}

const named = ({ letter, text }) => (letter ? `${letter}. ${text}` : text);

function drawRight({ letter, text }) {
  const use = element('span', { class: 'xc-pair-use' });
  const button = element('button', { type: 'button', class: 'xc-pair-right' },
    ...(letter ? [element('span', { class: 'xc-option-id' }, `${letter}.`)] : []),
    element('span', { class: 'xc-option-text' }, text), use);
  return { button, use, item: element('li', {}, button) };
}
