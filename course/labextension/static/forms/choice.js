/**
 * Radio buttons and check boxes: one a line, and the whole line can be pressed.
 */
import { asShown, placeOfKey } from './entries.js';
import { element } from './frame.js';

function choices(kind, form, { name, report }) {
  const entries = asShown(form.options, form.shown);
  const inputs = entries.map(({ id }) => element('input', { type: kind, name, value: id }));
  const lines = entries.map((entry, i) =>
    element('label', { class: 'xc-option' }, inputs[i], ...wordsOf(entry)));
  const node = element('div', { class: 'xc-options' }, ...lines);
  node.addEventListener('change', report);
  const key = (event) => {
    const input = event.altKey ? undefined : inputs[placeOfKey(event.key, entries)];
    input?.focus();
    input?.click();
    return input !== undefined;
  };
  return { node, inputs, key };
}

/** “A. …”; a verdict such as 正确 or 错误 needs no letter. */
function wordsOf({ letter, text }) {
  const words = element('span', { class: 'xc-option-text' }, text);
  return letter ? [element('span', { class: 'xc-option-id' }, `${letter}.`), words] : [words];
}

/** @type {import('./frame.js').Type['controls']} */
export function oneChoice(form, setting) {
  const { node, inputs, key } = choices('radio', form, setting);
  return {
    node,
    key,
    get: () => inputs.find((input) => input.checked)?.value ?? null,
    set: (response) => inputs.forEach((input) => { input.checked = input.value === response; })
  };
}

/** @type {import('./frame.js').Type['controls']} */
export function manyChoices(form, setting) {
  const count = element('p', { class: 'xc-count' });
  const { node, inputs, key } = choices('checkbox', form, setting);
  const ticked = () => inputs.filter((input) => input.checked);
  const tell = () => { count.textContent = `已选 ${ticked().length} 项`; };
  node.addEventListener('change', tell);
  return {
    node: element('div', {}, node, count),
    key,
    get: () => inForm(form, ticked().map((input) => input.value)),
    set: (response) => {
      const chosen = Array.isArray(response) ? response : [];
      inputs.forEach((input) => { input.checked = chosen.includes(input.value); });
      tell();
    }
  };
}

/** The chosen ids in the form's own order, however they are shown; `null` if there is none. */
function inForm(form, chosen) {
  const ids = form.options.map(({ id }) => id).filter((id) => chosen.includes(id));
  return ids.length ? ids : null;
}
