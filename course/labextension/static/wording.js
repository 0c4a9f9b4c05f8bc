/** An answer as text, for places where it is read and not given. */
import { understand } from './answer.js';

const textOf = (entries, id) => entries.find((entry) => entry.id === id)?.text ?? id;

const LINES = {
  single: ({ options }, id) => [textOf(options, id)],
  judge: ({ options }, id) => [textOf(options, id)],
  multiple: ({ options }, ids) => ids.map((id) => `· ${textOf(options, id)}`),
  order: ({ options }, ids) => ids.map((id, place) => `${place + 1}. ${textOf(options, id)}`),
  cloze: (_, texts) => Object.entries(texts).map(([blank, text]) => `第 ${blank} 空：${text}`),
  match: ({ left, right }, pairs) => Object.entries(pairs)
    .map(([one, other]) => `${textOf(left, one)} — ${textOf(right, other)}`),
  short: (_, text) => [text]
};

/**
 * What the answer cell's `source` says, in words.
 * @param {{type: string}} form
 * @param {string} source
 * @returns {string}
 */
export function inWords(form, source) {
  const reading = understand(form, source);
  if (reading.state === 'blank') {
    return '（未作答）';
  }
  return reading.state === 'answered' ? LINES[form.type](form, reading.response).join('\n') : source;
}
