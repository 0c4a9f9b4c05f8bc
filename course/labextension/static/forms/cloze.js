/**
 * A sentence with blanks in it, each as wide as what is written there.
 */
import { filledIn } from './entries.js';
import { element } from './frame.js';
import { ems, pasteAsOneLine, textField } from './text.js';

/** The narrowest blank, and the room beside the text, in ems. */
const NARROWEST = 6;
const BESIDE = 1.5;

/** Marks that no line may end with, and marks that no line may start with. */
const OPENING = /[“‘（《〈【「『]+$/u;
const CLOSING = /^[”’）》〉】」』，。、；：！？…—]+/u;

/**
 * The parts of the sentence, each blank with the marks that may not be torn from it.
 * @param {(string | {blank: string})[]} parts
 * @returns {(string | {blank: string, before: string, after: string})[]}
 */
export function glued(parts) {
  const textAt = (place) => (typeof parts[place] === 'string' ? parts[place] : '');
  const before = (place) => OPENING.exec(textAt(place - 1).replace(CLOSING, ''))?.[0] ?? '';
  const after = (place) => CLOSING.exec(textAt(place + 1))?.[0] ?? '';
  return parts.map((part, place) => {
    if (typeof part !== 'string') {
      return { blank: part.blank, before: before(place), after: after(place) };
    }
    const taken = place > 0 && typeof parts[place - 1] !== 'string';
    const given = place + 1 < parts.length && typeof parts[place + 1] !== 'string';
    const rest = taken ? part.replace(CLOSING, '') : part;
    return given ? rest.slice(0, rest.length - before(place + 1).length) : rest;
  });
}

/** @type {import('./frame.js').Type['controls']} */
export function cloze(form, { report }) {
  /** @type {Map<string, {input: HTMLInputElement, set: (text: string) => void}>} */
  const blanks = new Map();
  const words = glued(form.parts).map((part) => {
    if (typeof part === 'string') {
      return part;
    }
    const blank = drawBlank(part.blank, report);
    blanks.set(part.blank, blank);
    return element('span', { class: 'xc-glued' }, part.before, blank.input, part.after);
  });
  const inputs = [...blanks.values()].map(({ input }) => input);
  return {
    node: element('p', { class: 'xc-cloze' }, ...words),
    key: (event) => goOn(event, inputs),
    get: () => filledIn([...blanks].map(([id, { input }]) => [id, input.value])),
    set: (response) => blanks.forEach(({ set }, id) => set(response?.[id] ?? ''))
  };
}

function drawBlank(id, report) {
  const input = element('input', {
    type: 'text', class: 'xc-blank', autocomplete: 'off', spellcheck: 'false',
    autocapitalize: 'off', enterkeyhint: 'next', 'aria-label': `第 ${id} 空`, placeholder: `（${id}）`
  });
  const fit = () => { input.style.width = `${Math.max(NARROWEST, ems(input.value) + BESIDE)}em`; };
  pasteAsOneLine(input);
  return { input, ...textField(input, { report, onLook: fit }) };
}

/** Enter leads to the next blank, with Shift to the one before. */
function goOn(event, inputs) {
  if (event.key !== 'Enter' || event.altKey) {
    return false;
  }
  inputs[inputs.indexOf(event.target) + (event.shiftKey ? -1 : 1)]?.focus();
  return true;
}
