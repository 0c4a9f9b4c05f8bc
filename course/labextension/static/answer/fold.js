/**
 * White space and folding as the grader's Python has them; see exercises/folding.py.
 */

/** What Python's `str.isspace` takes for white space; JavaScript's `\s` is not quite the same. */
const SPACE = '\\t-\\r\\x1c- \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
const AT_ENDS = new RegExp(`^[${SPACE}]+|[${SPACE}]+$`, 'g');
const MEANS_NOTHING = new RegExp(`[${SPACE}\\p{Cf}]`, 'gu');
const DROPPED = /["'`“”‘’„‟‚‛«»‹›「」『』〈〉《》〝〞〟﹁﹂﹃﹄]/g;
const SAME = {
  '。': '.', '｡': '.', '、': ',', '﹑': ',', '､': ',', '‧': '·', '•': '·', '・': '·',
  '‐': '-', '‑': '-', '‒': '-', '–': '-', '—': '-', '―': '-', '−': '-'
};
const END_MARKS = /^[.,;:!?·-]+|[.,;:!?·-]+$/g;

/**
 * @param {string} text
 * @returns {string}
 */
export const strip = (text) => text.replace(AT_ENDS, '');

/** Every white space character, for a pattern's character class. */
export const SPACES = SPACE;

/**
 * `text` in the form in which numbers and verdicts are compared.
 * @param {string} text
 * @returns {string}
 */
export function fold(text) {
  const folded = text.normalize('NFKC').toLowerCase()
    .replace(DROPPED, '').replace(/./gsu, (c) => SAME[c] ?? c)
    .replace(MEANS_NOTHING, '').replace(END_MARKS, '');
  return folded === text ? text : fold(folded);
}
