/**
 * Whether a value answers an item, and as what response: as each item type's `parse` has it
 * (exercises/items).
 *
 * @typedef {import('../forms/entries.js').Form} Form
 * @typedef {import('../forms/entries.js').Response} Response
 */
import { fold, strip } from './fold.js';
import { Num, SetOf } from './python.js';
import { isBlank, pythonText } from './read.js';

/**
 * @param {Form} form
 * @param {any} value as `read` gives it
 * @returns {Response | undefined} `undefined` if it is no response to the item
 */
export function fit(form, value) {
  return FITS[form.type](form, value);
}

const idsOf = (entries) => entries.map(({ id }) => id);

const VERDICTS = {
  对: '对', 正确: '对', true: '对', '√': '对', '✓': '对', '✔': '对',
  错: '错', 错误: '错', false: '错', '×': '错', '✗': '错', '✘': '错'
};

/** The letters a text or a list of texts names, in its order; `undefined` if it names others or none. */
function letters(value, known) {
  if (typeof value === 'string') {
    return lettersIn(value, known);
  }
  if (!Array.isArray(value) || value.length === 0) {
    return undefined;
  }
  const found = value.map((part) => (typeof part === 'string' ? lettersIn(part, known) : undefined));
  return found.every((some) => some?.length === 1) ? [...found].flat() : undefined;
}

/** Letters in a text, with or without marks between them: “A、C”, “ac”. */
function lettersIn(text, known) {
  const folded = [...text.normalize('NFKC').toUpperCase()];
  const found = folded.filter((c) => known.includes(c));
  const others = folded.filter((c) => !known.includes(c));
  return found.length && others.every((c) => /[\p{P}\p{S}\p{Z}]/u.test(c)) ? found : undefined;
}

function oneLetter(value, known) {
  const distinct = new Set(letters(value, known));
  return distinct.size === 1 ? [...distinct][0] : undefined;
}

/** A dict's parts by the known numbers, however these are written. */
function numbered(value, known) {
  const found = new Map([...value].map(([key, part]) => [fold(pythonText(key)), part]));
  return found.size === value.size && [...found.keys()].every((key) => known.includes(key)) ? found : undefined;
}

/** The parts as a response, those that answer nothing left out; `undefined` if one is none. */
function mapped(parts, accept) {
  const pairs = [...parts].filter(([, part]) => !isBlank(part)).map(([number, part]) => [number, accept(part)]);
  return pairs.some(([, part]) => part === undefined) ? undefined : Object.fromEntries(pairs);
}

function blanksOf(value, blanks) {
  if (typeof value === 'string' && blanks.length === 1) {
    return new Map([['1', value]]);
  }
  if (Array.isArray(value) && !(value instanceof SetOf) && value.length === blanks.length) {
    return new Map(blanks.map((blank, i) => [blank, value[i]]));
  }
  return value instanceof Map ? numbered(value, blanks) : undefined;
}

/** What is written in a blank: text as it stands, numbers as Python writes them. */
function writtenIn(part) {
  if (typeof part === 'string') {
    return part;
  }
  return part instanceof Num ? part.text : undefined;
}

/** @type {Object<string, (form: Form, value: any) => Response | undefined>} */
const FITS = {
  single: (form, value) => oneLetter(value, idsOf(form.options)),
  judge: (form, value) => {
    const written = typeof value === 'string' || typeof value === 'boolean' ? fold(pythonText(value)) : '';
    const verdict = Object.hasOwn(VERDICTS, written) ? VERDICTS[written] : undefined;
    return idsOf(form.options).includes(verdict) ? verdict : undefined;
  },
  multiple: (form, value) => {
    const chosen = letters(value, idsOf(form.options));
    return chosen && idsOf(form.options).filter((id) => chosen.includes(id));
  },
  order: (form, value) => {
    const chosen = value instanceof SetOf ? undefined : letters(value, idsOf(form.options));
    return chosen && new Set(chosen).size === chosen.length ? chosen : undefined;
  },
  cloze: (form, value) => {
    const blanks = form.parts.flatMap((part) => (typeof part === 'string' ? [] : [part.blank]));
    const given = blanksOf(value, blanks);
    // An empty list is taken for no answer by the cell as a whole, but is no text in a blank.
    const texts = given && [...given.values()].every((part) => part === null || writtenIn(part) !== undefined);
    return texts ? mapped(given, writtenIn) : undefined;
  },
  match: (form, value) => {
    const given = value instanceof Map ? numbered(value, idsOf(form.left)) : undefined;
    return given && mapped(given, (part) => oneLetter(part, idsOf(form.right)));
  }
};

/**
 * What a short answer's cell says without the texts that stand there for nobody's answer.
 * @param {string} source
 * @returns {string} empty if nobody has answered
 */
export function prose(source) {
  const text = STUBS.reduce((rest, stub) => strip(rest.startsWith(stub) ? rest.slice(stub.length) : rest), strip(source));
  return text === strip(source) && text ? source : text;
}

/** What an untouched short answer holds. */
export const BLANK_PROSE = '（请在此作答）';
const STUBS = [BLANK_PROSE, 'YOUR ANSWER HERE'];
