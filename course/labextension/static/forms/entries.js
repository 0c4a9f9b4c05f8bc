/**
 * The entries of a form as one person sees them, and whether a form can be drawn at all.
 *
 * @typedef {{id: string, text: string}} Entry
 * @typedef {Entry & {letter: string}} Shown an entry with the letter it is shown by, if any
 * @typedef {object} Form
 * @property {string} type
 * @property {number} [points]
 * @property {string} [rule] how the item is scored
 * @property {Entry[]} [options]
 * @property {Entry[]} [left]
 * @property {Entry[]} [right]
 * @property {string[]} [shown] the order in which this person sees the options or the right side
 * @property {(string | {blank: string})[]} [parts]
 * @property {number} [limit]
 * @typedef {string | string[] | Object<string, string>} Response
 */

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/**
 * The entries in the order they are shown, each with the letter it is shown by. Letters go
 * by the place on the page; an entry without a letter of its own (对, 错) gets none.
 * A `shown` that is no order of just these entries is as good as none.
 * @param {Entry[]} entries
 * @param {any} [shown]
 * @returns {Shown[]}
 */
export function asShown(entries, shown) {
  const order = isOrderOf(shown, entries.map(({ id }) => id)) ? shown : null;
  const inOrder = order ? order.map((id) => entries.find((entry) => entry.id === id)) : entries;
  return inOrder.map((entry, place) => {
    const letter = /^[A-Z]$/.test(entry.id) ? (order ? LETTERS[place] : entry.id) : '';
    return { ...entry, letter };
  });
}

function isOrderOf(shown, ids) {
  return Array.isArray(shown) && shown.length === ids.length
    && new Set(shown).size === ids.length && shown.every((id) => ids.includes(id));
}

/**
 * Which entry a key stands for: its letter, or a digit for its place.
 * @param {string} key as in a keyboard event
 * @param {{letter: string}[]} entries
 * @returns {number} its place from 0, or -1
 */
export function placeOfKey(key, entries) {
  if (/^[1-9]$/.test(key)) {
    return Number(key) <= entries.length ? Number(key) - 1 : -1;
  }
  return key.length === 1 ? entries.findIndex(({ letter }) => letter === key.toUpperCase()) : -1;
}

/** What each type cannot be drawn without. */
const NEEDED = {
  single: ['options'],
  multiple: ['options'],
  judge: ['options'],
  order: ['options'],
  match: ['left', 'right'],
  cloze: ['parts'],
  short: []
};

/**
 * Why a form cannot be drawn, in Chinese; empty if it can.
 * @param {any} form whatever a notebook's metadata hold
 * @returns {string}
 */
export function faultOf(form) {
  const type = form?.type;
  if (typeof type !== 'string' || !Object.hasOwn(NEEDED, type)) {
    return `不认识的题型：${String(type)}`;
  }
  const missing = NEEDED[type].filter((field) =>
    !(field === 'parts' ? areParts(form.parts) : areEntries(form[field])));
  return missing.length ? `题目缺少内容或内容有误：${missing.join('、')}` : '';
}

const isText = (value) => typeof value === 'string';

function areEntries(value) {
  return Array.isArray(value) && value.length > 0
    && value.every((entry) => isText(entry?.id) && entry.id !== '' && isText(entry.text))
    && new Set(value.map(({ id }) => id)).size === value.length;
}

function areParts(value) {
  if (!Array.isArray(value) || !value.every((part) => isText(part) || isText(part?.blank))) {
    return false;
  }
  const blanks = value.filter((part) => !isText(part)).map((part) => part.blank);
  return blanks.length > 0 && new Set(blanks).size === blanks.length;
}

/**
 * The filled-in values as a mapping, white space taken as not filled in.
 * @param {Iterable<[string, string]>} pairs
 * @returns {Object<string, string> | null} `null` if nothing is filled in
 */
export function filledIn(pairs) {
  const filled = [...pairs].filter(([, value]) => value.trim());
  return filled.length ? Object.fromEntries(filled) : null;
}
