/**
 * A list to be put in order: by dragging, by buttons, by keys. Unanswered until something
 * is moved or the order is confirmed.
 */
import { asShown } from './entries.js';
import { element } from './frame.js';

/**
 * `sequence` with `id` taken to place `to`, counted from 0.
 * @param {string[]} sequence
 * @param {string} id
 * @param {number} to
 * @returns {string[]}
 */
export function moved(sequence, id, to) {
  const rest = sequence.filter((other) => other !== id);
  return [...rest.slice(0, to), id, ...rest.slice(to)];
}

/**
 * All of `ids`: those of `response` first, as they stand there, then the others.
 * @param {string[]} response
 * @param {string[]} ids
 * @returns {string[]}
 */
export function completed(response, ids) {
  const placed = response.filter((id) => ids.includes(id));
  return [...placed, ...ids.filter((id) => !placed.includes(id))];
}

/**
 * Where a key takes the row at place `from` of `count`, or `null` if it is no such key.
 * @param {string} key
 * @param {number} from
 * @param {number} count
 * @returns {number | null}
 */
export function placeFor(key, from, count) {
  const places = { ArrowUp: from - 1, ArrowDown: from + 1, Home: 0, End: count - 1 };
  const to = /^[1-9]$/.test(key) ? Number(key) - 1 : places[key] ?? null;
  return to === null || (to >= count && key !== 'ArrowDown') ? null : Math.min(Math.max(to, 0), count - 1);
}

/** @type {import('./frame.js').Type['controls']} */
export function order(form, { report, say }) {
  const entries = asShown(form.options, form.shown);
  const ids = entries.map(({ id }) => id);
  const rows = new Map(entries.map((entry) => [entry.id, drawRow(entry, (by) => moveBy(entry.id, by))]));
  const textOf = (id) => entries.find((entry) => entry.id === id).text;
  const list = element('ol', { class: 'xc-order' });
  const confirm = element('button', { type: 'button', class: 'xc-button' }, '按此顺序作答');
  const note = element('span', { class: 'xc-order-note' });
  const foot = element('p', { class: 'xc-order-foot' }, confirm, note);
  let sequence = ids;
  /** How many rows, from the top, are answered: all or none, unless the cell was written by hand. */
  let placed = 0;

  /** Draw the sequence, moving the other rows around `still`, which so keeps focus and pointer. */
  function place(still = document.activeElement?.closest('li')?.dataset.id) {
    const at = Math.max(sequence.indexOf(still), 0);
    const pivot = rows.get(sequence[at]).row;
    if (pivot.parentNode !== list) {
      list.append(pivot);
    }
    sequence.slice(0, at).forEach((id) => list.insertBefore(rows.get(id).row, pivot));
    sequence.slice(at + 1).forEach((id) => list.append(rows.get(id).row));
    sequence.forEach((id, i) => {
      const { row, up, down } = rows.get(id);
      row.classList.toggle('xc-unplaced', i >= placed);
      row.setAttribute('aria-label', `${i < placed ? `第 ${i + 1} 位` : '还没有排定'}：${textOf(id)}`);
      up.disabled = i === 0;
      down.disabled = i === sequence.length - 1;
    });
    foot.hidden = placed === ids.length;
    note.textContent = placed ? `还有 ${ids.length - placed} 项没有排定` : '还没有作答';
  }

  /** Take `changed` as the answer. */
  function answer(changed, words) {
    sequence = changed;
    placed = ids.length;
    place();
    say(words);
    report();
  }

  function moveTo(id, to) {
    if (to !== sequence.indexOf(id)) {
      answer(moved(sequence, id, to), `“${textOf(id)}”移到第 ${to + 1} 位，共 ${ids.length} 位`);
    }
  }

  function moveBy(id, by) {
    const pressed = /** @type {HTMLButtonElement} */ (document.activeElement);
    moveTo(id, sequence.indexOf(id) + by);
    if (pressed.disabled) {
      rows.get(id).row.querySelector('button:enabled').focus();
    }
  }

  confirm.addEventListener('click', () => {
    answer(sequence, '已按此顺序作答');
    rows.get(sequence[0]).row.focus();
  });

  const drag = dragging(list, {
    at: (id) => sequence.indexOf(id),
    /** Show the row where it would be dropped; nothing is answered yet. */
    over: (id, to) => { sequence = moved(sequence, id, to); place(id); },
    drop: (id, from) => {
      const to = sequence.indexOf(id);
      sequence = moved(sequence, id, from);
      moveTo(id, to);
    },
    giveUp: (id, from) => { sequence = moved(sequence, id, from); place(id); }
  });

  place();
  return {
    node: element('div', {}, list, foot),
    key: (event) => {
      const { id } = /** @type {HTMLElement} */ (event.target).closest('li')?.dataset ?? {};
      if (id && event.key === 'Escape') {
        return drag.giveUp();
      }
      const meant = !event.shiftKey && (!event.altKey || event.key.startsWith('Arrow'));
      const to = id && meant ? placeFor(event.key, sequence.indexOf(id), ids.length) : null;
      if (to !== null && !locked(list)) {
        moveTo(id, to);
      }
      return to !== null;
    },
    get: () => (placed ? sequence.slice(0, placed) : null),
    set: (response) => {
      drag.forget();
      const known = Array.isArray(response) ? response : [];
      sequence = completed(known, ids);
      placed = known.filter((id) => ids.includes(id)).length;
      place();
    }
  };
}

/** Rows are no controls, so that they are not locked together with the form's controls. */
const locked = (list) => list.closest('fieldset')?.disabled ?? false;

function drawRow({ id, text }, moveBy) {
  const button = (word, by) => {
    const node = element('button', { type: 'button', class: 'xc-button', 'aria-label': `${word}：${text}` }, word);
    node.addEventListener('click', () => moveBy(by));
    return node;
  };
  const [up, down] = [button('上移', -1), button('下移', 1)];
  const grip = element('span', { class: 'xc-grip', 'aria-hidden': 'true' });
  const words = element('span', { class: 'xc-order-text' }, text);
  return { row: element('li', { 'data-id': id, tabindex: '0' }, grip, words, up, down), up, down };
}

/**
 * Follow a pointer that drags a row. A finger takes the row by its grip, so that the page
 * can still be scrolled by the rest of it; a mouse anywhere.
 */
function dragging(list, { at, over, drop, giveUp }) {
  let drag = null;

  const end = (how) => {
    const { id, from, row } = drag;
    drag = null;
    row.classList.remove('xc-dragged');
    how(id, from);
  };

  list.addEventListener('pointerdown', (event) => {
    const row = event.target.closest('li');
    const grip = event.target.closest('.xc-grip');
    const taken = event.pointerType === 'mouse' ? !event.target.closest('button') : grip;
    if (!drag && row && taken && event.button === 0 && !locked(list)) {
      const { id } = row.dataset;
      drag = { id, row, pointer: event.pointerId, from: at(id) };
      row.classList.add('xc-dragged');
      row.focus({ preventScroll: true });
      list.setPointerCapture(event.pointerId);
      event.preventDefault();
    }
  });
  list.addEventListener('pointermove', (event) => {
    if (drag?.pointer === event.pointerId) {
      const others = [...list.children].filter((row) => row !== drag.row);
      const to = others.filter((row) => middleOf(row) < event.clientY).length;
      if (to !== at(drag.id)) {
        over(drag.id, to);
      }
    }
  });
  list.addEventListener('pointerup', (event) => {
    if (drag?.pointer === event.pointerId) {
      end(drop);
    }
  });
  list.addEventListener('pointercancel', (event) => {
    if (drag?.pointer === event.pointerId) {
      end(giveUp);
    }
  });
  return {
    /** Put the row back; false if none is being dragged. */
    giveUp: () => {
      const dragged = drag !== null;
      if (dragged) {
        end(giveUp);
      }
      return dragged;
    },
    forget: () => {
      drag?.row.classList.remove('xc-dragged');
      drag = null;
    }
  };
}

function middleOf(row) {
  const { top, height } = row.getBoundingClientRect();
  return top + height / 2;
}
