/**
 * What an answer cell says, read as the grader reads it: this is exercises/response.py in
 * JavaScript, and one table of cases holds the two together (tests/labextension/answers.json).
 * The one thing it does not know is a character written by its Unicode name (`\N{…}`).
 *
 * @typedef {{state: 'literal', value: any} | {state: 'blank'} | {state: 'malformed'}} Read
 */
import { fold, SPACES, strip } from './fold.js';
import { Malformed, Num, SetOf, statements, Tuple } from './python.js';

const MAX_LENGTH = 4000;
const MAX_DEPTH = 8;
const NO_VALUE = new RegExp(`^[${SPACES}]*answer[${SPACES}]*[=＝][${SPACES}]*$`, 'iu');

/** The source is Python, but no answer. */
class Refused extends Error {}

/**
 * @param {string} source
 * @returns {Read}
 */
export function read(source) {
  if ([...source].length > MAX_LENGTH) {
    return { state: 'malformed' };
  }
  if (NO_VALUE.test(source)) {
    return { state: 'blank' };
  }
  try {
    return one(values(understood(source)));
  } catch (error) {
    if (error instanceof Refused) {
      return { state: 'malformed' };
    }
    throw error;
  }
}

/** Nothing answered: no text, none, or a container of nothing else. */
export function isBlank(value) {
  if (value === null || typeof value === 'string') {
    return strip(value ?? '') === '';
  }
  return (Array.isArray(value) || value instanceof Map) && [...value.values()].every(isBlank);
}

/**
 * Several answers are one if they are equal; blank ones are none.
 * @param {any[]} all
 * @returns {Read}
 */
function one(all) {
  const [first, ...others] = all.filter((value) => !isBlank(value));
  if (first === undefined) {
    return { state: 'blank' };
  }
  return others.every((other) => same(first, other)) ? { state: 'literal', value: first } : { state: 'malformed' };
}

/** Equal as Python's `==` has it: `True` is 1, lists are no tuples, sets and dicts have no order. */
function same(a, b) {
  if (isNumber(a) && isNumber(b)) {
    return numberOf(a) == numberOf(b); // eslint-disable-line eqeqeq -- a bigint may equal a number
  }
  if (a instanceof Map && b instanceof Map) {
    return a.size === b.size && [...a].every(([key, value]) =>
      [...b].some(([other, otherValue]) => same(key, other) && same(value, otherValue)));
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    const alike = a.constructor === b.constructor && a.length === b.length;
    return alike && (a instanceof SetOf ? a.every((part) => b.some((other) => same(part, other)))
      : a.every((part, i) => same(part, b[i])));
  }
  return a === b;
}

const isNumber = (value) => value instanceof Num || typeof value === 'boolean';
const numberOf = (value) => (value instanceof Num ? value.value : BigInt(value));

/** The statements of the source, or of the source with typing habits put right. */
function understood(source) {
  const plain = plainOf(source);
  for (const text of [source, plain, linesOf(plain).map(strip).join('\n')]) {
    if (depthOf(text) > MAX_DEPTH) {
      throw new Refused();
    }
    try {
      return statements(text);
    } catch (error) {
      if (!(error instanceof Malformed)) {
        throw error;
      }
    }
  }
  throw new Refused();
}

/** Where Python's `str.splitlines` ends lines. */
function linesOf(text) {
  const lines = text.split(/\r\n|[\n-\r\x1c-\x1e\x85\u2028\u2029]/);
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

function depthOf(text) {
  let [deepest, depth] = [0, 0];
  for (const c of text) {
    depth += '([{'.includes(c) ? 1 : ')]}'.includes(c) ? -1 : 0;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

const SIGNS = {
  '、': ',', '【': '[', '】': ']', '\u3000': ' ', '\xa0': ' ', '\u200b': '', '\ufeff': '',
  ...Object.fromEntries([...'√✓✔'].map((tick) => [tick, '"对"'])),
  ...Object.fromEntries([...'×✗✘'].map((cross) => [cross, '"错"']))
};

const narrow = (c) => (c >= '\uff01' && c <= '\uff5e' ? String.fromCharCode(c.charCodeAt(0) - 0xfee0) : SIGNS[c] ?? c);

/** The source with full-width signs and Chinese quotes outside texts made ASCII. */
function plainOf(source) {
  let plain = '';
  for (let at = 0; at < source.length; at += 1) {
    if (!'"\'＂＇“”‘’'.includes(source[at])) {
      plain += narrow(source[at]);
      continue;
    }
    const end = closing(source, at);
    if (end === null) {
      return plain + source.slice(at);
    }
    plain += quoted(source.slice(at + 1, end));
    at = end;
  }
  return plain;
}

/**
 * Where the text opened by the quotation mark at `start` ends on its line. Chinese
 * quotations nest; without a proper partner any mark of the kind closes.
 */
function closing(source, start) {
  const [line] = source.slice(start).split('\n', 1);
  const left = line[0];
  const right = { '“': '”', '‘': '’' }[left] ?? left;
  let depth = 0;
  for (let at = 0; at < line.length; at += 1) {
    if (line[at] === left && left !== right) {
      depth += 1;
    } else if (line[at] === right && at) {
      depth -= 1;
      if (depth <= 0) {
        return start + at;
      }
    }
  }
  const kin = '“”"＂'.includes(left) ? '“”"＂' : '‘’\'＇';
  const found = line.slice(1).search(new RegExp(`[${kin}]`));
  return found < 0 ? null : start + found + 1;
}

const NAMED = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A text as Python's `repr` writes it. */
function quoted(text) {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const inner = text.replace(/[\\\p{C}]|(?! )\p{Z}/gu, (c) => NAMED[c] ?? escape(c));
  return quote + (quote === "'" ? inner.replaceAll("'", "\\'") : inner) + quote;
}

/**
 * A character as `\xhh`, `\uhhhh` or `\Uhhhhhhhh`.
 * @param {string} character
 * @returns {string}
 */
export function escape(character) {
  const code = character.codePointAt(0);
  const digits = (width) => code.toString(16).padStart(width, '0');
  return code < 0x100 ? `\\x${digits(2)}` : code < 0x10000 ? `\\u${digits(4)}` : `\\U${digits(8)}`;
}

/** What each assignment to `answer` assigns; or what stands alone in the cell. */
function values(all) {
  const found = all.filter(({ kind }) => kind !== 'stub');
  return found.map((statement) => {
    if (statement.kind === 'assign' && statement.target.kind === 'name'
      && statement.target.id.toLowerCase() === 'answer') {
      return valueOf(statement.value);
    }
    if (statement.kind === 'expression' && found.length === 1) {
      return valueOf(statement.value);
    }
    throw new Refused();
  });
}

/** @param {import('./python.js').Node} node */
function valueOf(node) {
  switch (node.kind) {
    case 'value': return node.value;
    case 'name': return node.id;
    case 'list': return node.parts.map(valueOf);
    case 'tuple': return Tuple.from(node.parts, valueOf);
    case 'set': return setOf(node.parts.map(scalar));
    case 'dict': return dict(node.pairs.map(([key]) => scalar(key)), node.pairs.map(([, value]) => valueOf(value)));
  }
}

function scalar(node) {
  if (node.kind !== 'value' && node.kind !== 'name') {
    throw new Refused();
  }
  return valueOf(node);
}

function setOf(parts) {
  return SetOf.from(parts.filter((part, i) => parts.findIndex((other) => same(part, other)) === i));
}

/** Two answers to one number: neither is the answer. */
function dict(keys, parts) {
  const folded = keys.map((key) => fold(pythonText(key)));
  if (new Set(folded).size < folded.length) {
    throw new Refused();
  }
  const found = new Map();
  keys.forEach((key, i) => found.set([...found.keys()].find((other) => same(key, other)) ?? key, parts[i]));
  return found;
}

/**
 * A text, number, truth value or none as Python's `str` writes it.
 * @param {any} value
 * @returns {string}
 */
export function pythonText(value) {
  const constants = new Map([[true, 'True'], [false, 'False'], [null, 'None']]);
  return value instanceof Num ? value.text : constants.get(value) ?? value;
}
