/** Rows that are each given one of a few: cards sorted into bins, statements about two passages. */
import { asks, renderCard } from './card.js';
import { placeOfKey } from './../labextension/static/forms/entries.js';
import { element, hidden } from './../labextension/static/forms/frame.js';

let rowsDrawn = 0;
const ROWS_HERE = Math.random().toString(36).slice(2, 8);

export function renderRows({ model, el }) {
  const passages = model.get('passages').map((html, place) => {
    const node = element('div', { class: 'xc-side' }, element('p', { class: 'xc-side-name' }, place ? '乙' : '甲'));
    node.insertAdjacentHTML('beforeend', html); // made by the course from escaped text
    return node;
  });
  return renderCard({ model, el }, {
    label: model.get('ask'),
    head: [asks(model.get('ask')), ...(passages.length ? [element('div', { class: 'xc-sides' }, ...passages)] : [])],
    empty: null,
    draw: (setting) => drawRows(model, setting)
  });
}

const passagesAbove = (model) => model.get('passages').length > 0;

function drawRows(model, { response, disabled, change }) {
  const given = { ...(response ?? {}) };
  const bins = model.get('bins').map((bin) => ({ ...bin, letter: /^[A-Z]$/.test(bin.id) ? bin.id : '' }));
  const rows = model.get('rows');
  const counts = new Map(bins.map((bin) => [bin.id, element('span', { class: 'xc-bin-count' })]));
  const left = element('p', { class: 'xc-count', role: 'status' });
  const tell = () => {
    const all = Object.values(given);
    counts.forEach((node, id) => { node.textContent = String(all.filter((one) => one === id).length); });
    left.textContent = `共 ${rows.length} ${model.get('what')}，已答 ${all.length}`;
  };
  const fields = rows.map((row, place) => drawRow(row, {
    place,
    bins,
    chosen: given[place] ?? '',
    mark: disabled ? model.get('marks')[place] : undefined,
    set: (id) => {
      given[place] = id;
      tell();
      change({ ...given });
    }
  }));
  tell();
  const keys = element('p', { class: 'xc-how' }, bins.every((bin) => bin.letter)
    ? '点选，或用 Tab 键移到一行后按字母。' : '点选，或用 Tab 键移到一行后按数字。');
  const tally = passagesAbove(model) ? '' : element('p', { class: 'xc-bins', 'aria-hidden': 'true' }, ...bins.map((bin) =>
    element('span', { class: 'xc-bin' }, nameOf(bin), counts.get(bin.id))));
  const form = element('fieldset', { class: 'xc-form xc-rows' },
    element('legend', { class: 'xc-hidden' }, model.get('ask')), keys, ...fields, tally, left);
  form.disabled = disabled;
  return form;
}

const nameOf = ({ letter, text }) => (letter ? `${letter} ${text}` : text);

/** The sign of a row that was judged. */
const signOf = (mark) => (mark === undefined ? []
  : [element('span', { class: mark ? 'xc-right' : 'xc-wrong' }, mark ? '✓' : '✗', hidden(mark ? '对' : '不对')), ' ']);

function drawRow(row, { place, bins, chosen, mark, set }) {
  rowsDrawn += 1;
  const name = `xc-row-${ROWS_HERE}-${rowsDrawn}`;
  const inputs = bins.map(({ id }) => {
    const input = element('input', { type: 'radio', name, value: id });
    input.checked = id === chosen;
    return input;
  });
  const words = element('legend', { class: 'xc-row-words' }, hidden(`${place + 1}：`), ...signOf(mark),
    element('span', row.spoken ? { class: 'xc-quote-words' } : {}, row.text),
    ...(row.label ? [' ', element('span', { class: 'xc-cite' }, row.label)] : []));
  const node = element('fieldset', { class: 'xc-row' }, words,
    element('div', { class: 'xc-row-bins' }, ...bins.map((bin, i) =>
      element('label', { class: 'xc-row-bin' }, inputs[i], element('span', {}, nameOf(bin))))));
  node.addEventListener('change', () => set(inputs.find((input) => input.checked).value));
  node.addEventListener('keydown', (event) => {
    const input = event.ctrlKey || event.metaKey || event.altKey ? undefined : inputs[placeOfKey(event.key, bins)];
    if (input) {
      event.preventDefault();
      input.focus();
      input.click();
    }
  });
  return node;
}
