/**
 * Between the source text of an answer cell and a response.
 *
 * An answer cell holds one assignment of one literal, `answer = "B"`; a short answer's
 * cell holds its text. What people type by hand is read as the grader reads it, nothing is
 * ever evaluated, and what is no answer is malformed, never guessed.
 *
 * @typedef {import('./forms/entries.js').Form} Form
 * @typedef {import('./forms/entries.js').Response} Response
 * @typedef {{state: 'answered', response: Response}
 *         | {state: 'blank', response?: undefined}
 *         | {state: 'malformed', response?: undefined}} Reading
 */
import { BLANK_PROSE, fit, prose } from './answer/fit.js';
import { escape, read } from './answer/read.js';

const BLANK = 'answer = ""';

/**
 * Read a cell's source as the response to the item that `form` describes.
 * @param {Form} form
 * @param {string} source
 * @returns {Reading}
 */
export function understand(form, source) {
  if (form.type === 'short') {
    const text = prose(source);
    return text ? { state: 'answered', response: text } : { state: 'blank' };
  }
  const found = read(source);
  if (found.state !== 'literal') {
    return { state: found.state };
  }
  const response = fit(form, found.value);
  return response === undefined ? { state: 'malformed' } : { state: 'answered', response };
}

/**
 * How far an item is answered; `part` where blanks or entries are still left out.
 * @param {Form} form
 * @param {string} source
 * @returns {'blank' | 'part' | 'answered'}
 */
export function extent(form, source) {
  const { state, response } = understand(form, source);
  if (state !== 'answered') {
    return 'blank';
  }
  const wanted = form.type === 'cloze' ? form.parts.filter((part) => typeof part !== 'string')
    : form.type === 'match' ? form.left : [];
  return Object.keys(response).length < wanted.length ? 'part' : 'answered';
}

/**
 * The cell source that says `response`; `null` says that there is no answer.
 * @param {Form} form
 * @param {Response | null} response
 * @returns {string}
 */
export function express(form, response) {
  if (form.type === 'short') {
    return typeof response === 'string' && response.trim() ? response : BLANK_PROSE;
  }
  return response === null ? BLANK : `answer = ${literal(response)}`;
}

const NAMED_ESCAPES = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * Write a string, list or dict as a Python literal.
 * @param {any} value a response, or a part of one
 * @returns {string}
 */
export function literal(value) {
  if (typeof value === 'string') {
    return `"${value.replace(/["\\]|\p{C}|[\u2028\u2029]/gu, (c) => NAMED_ESCAPES[c] ?? escape(c))}"`;
  }
  if (Array.isArray(value)) {
    return `[${value.map(literal).join(', ')}]`;
  }
  const pairs = Object.entries(value).map(([key, part]) => `${literal(key)}: ${literal(part)}`);
  return `{${pairs.join(', ')}}`;
}
