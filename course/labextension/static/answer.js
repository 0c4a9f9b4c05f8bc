/**
 * Between the source text of an answer cell and a response.
 *
 * An answer cell holds one assignment of one literal, `answer = "B"`. The literal
 * is read by a small reader of Python's strings, lists and dicts; nothing is ever
 * evaluated. What the reader does not know is malformed, never guessed.
 *
 * @typedef {string | string[] | Object<string, string>} Response
 * @typedef {{state: 'answered', response: Response}
 *         | {state: 'blank'}
 *         | {state: 'malformed'}} Reading
 */

const BLANK = 'answer = ""';

/** What an untouched short answer holds. */
const BLANK_PROSE = '（请在此作答）';

/** Stubs that people and nbgrader leave in a cell nobody has answered. */
const STUBS = ['', 'answer =', '# YOUR CODE HERE\nraise NotImplementedError()'];

/**
 * Read a cell's source as the response to the item that `form` describes.
 * @param {{type: string}} form
 * @param {string} source
 * @returns {Reading}
 */
export function understand(form, source) {
  if (form.type === 'short') {
    const text = source.trim();
    return text && text !== BLANK_PROSE ? { state: 'answered', response: source } : { state: 'blank' };
  }
  if (STUBS.includes(source.trim())) {
    return { state: 'blank' };
  }
  const value = parse(source);
  if (value === undefined) {
    return { state: 'malformed' };
  }
  if (isBlank(value)) {
    return { state: 'blank' };
  }
  const response = FITS[form.type](form, value);
  return response === undefined ? { state: 'malformed' } : { state: 'answered', response };
}

/**
 * The cell source that says `response`; `null` says that there is no answer.
 * @param {{type: string}} form
 * @param {Response | null} response
 * @returns {string}
 */
export function express(form, response) {
  if (form.type === 'short') {
    return response?.trim() ? response : BLANK_PROSE;
  }
  return response === null ? BLANK : `answer = ${literal(response)}`;
}

/**
 * Write a string, list or dict as a Python literal.
 * @param {Response} value
 * @returns {string}
 */
export function literal(value) {
  if (typeof value === 'string') {
    return `"${value.replace(/["\\]|[^\P{C}]|[\u2028\u2029]/gu, escape)}"`;
  }
  if (Array.isArray(value)) {
    return `[${value.map(literal).join(', ')}]`;
  }
  const pairs = Object.entries(value).map(([key, part]) => `${literal(key)}: ${literal(part)}`);
  return `{${pairs.join(', ')}}`;
}

/**
 * The value that `answer = …` assigns, or `undefined` if the source is anything
 * else than one such assignment (comments and blank lines aside).
 * @param {string} source
 * @returns {Response | undefined}
 */
export function parse(source) {
  try {
    return new Reader(source).assignment();
  } catch (error) {
    if (error instanceof Malformed) {
      return undefined;
    }
    throw error;
  }
}

function isBlank(value) {
  return typeof value === 'string' ? value.trim() === '' : Object.keys(value).length === 0;
}

const NAMED_ESCAPES = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escape(character) {
  const code = character.codePointAt(0);
  const digits = (width) => code.toString(16).padStart(width, '0');
  return NAMED_ESCAPES[character]
    ?? (code < 0x100 ? `\\x${digits(2)}` : code < 0x10000 ? `\\u${digits(4)}` : `\\U${digits(8)}`);
}

/** The canonical id a hand-typed one means: full width, small letters, white space. */
const fold = (text) => text.normalize('NFKC').trim().toUpperCase();

const VERDICTS = { 正确: '对', TRUE: '对', '√': '对', 错误: '错', FALSE: '错', '×': '错' };

const ids = (entries) => entries.map((entry) => entry.id);

function oneOf(known, value) {
  const id = typeof value === 'string' ? fold(value) : undefined;
  return known.includes(id) ? id : undefined;
}

function someOf(known, value) {
  const chosen = Array.isArray(value) ? value.map((part) => oneOf(known, part)) : [undefined];
  const distinct = new Set(chosen).size === chosen.length && !chosen.includes(undefined);
  return distinct ? chosen : undefined;
}

/** A dict from known keys to values that `accept` takes; blank values are left out. */
function mapping(known, value, accept) {
  if (typeof value === 'string' || Array.isArray(value)) {
    return undefined;
  }
  const pairs = Object.entries(value)
    .filter(([, part]) => !(typeof part === 'string' && part.trim() === ''))
    .map(([key, part]) => [oneOf(known, key), accept(part)]);
  return pairs.flat().includes(undefined) ? undefined : Object.fromEntries(pairs);
}

/** Per item type: a literal's value as a response, or `undefined` if it is none. */
const FITS = {
  single: (form, value) => oneOf(ids(form.options), value),
  judge: (form, value) => {
    const verdict = typeof value === 'string' ? fold(value) : undefined;
    return oneOf(ids(form.options), VERDICTS[verdict] ?? verdict);
  },
  multiple: (form, value) => {
    const chosen = someOf(ids(form.options), value);
    return chosen && ids(form.options).filter((id) => chosen.includes(id));
  },
  order: (form, value) => {
    const chosen = someOf(ids(form.options), value);
    return chosen?.length === form.options.length ? chosen : undefined;
  },
  cloze: (form, value) => {
    const blanks = form.parts.filter((part) => typeof part !== 'string').map((part) => part.blank);
    return mapping(blanks, value, (part) => (typeof part === 'string' ? part : undefined));
  },
  match: (form, value) => mapping(ids(form.left), value, (part) => oneOf(ids(form.right), part))
};

class Malformed extends Error {}

const SIMPLE_ESCAPES = {
  '\n': '', '\\': '\\', "'": "'", '"': '"',
  a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v'
};
const HEX_ESCAPES = { x: 2, u: 4, U: 8 };
const DEEPEST = 4;

/** Reads one assignment; every method takes its part off the front of the rest. */
class Reader {
  /** @param {string} source */
  constructor(source) {
    this.rest = source.replace(/\r\n?/g, '\n');
  }

  assignment() {
    this.take(/(?:[ \t]*(?:#[^\n]*)?\n)*/y);
    this.need(/answer[ \t]*=[ \t]*/y);
    const value = this.value(0);
    this.need(/(?:[ \t]*(?:#[^\n]*)?(?:\n|$))+$/y);
    return value;
  }

  value(depth) {
    if (depth > DEEPEST) {
      throw new Malformed();
    }
    const opening = this.need(/["'[{]/y);
    if (opening === '[') {
      return this.sequence(']', () => this.value(depth + 1));
    }
    if (opening === '{') {
      return this.dict(depth);
    }
    return this.string(opening);
  }

  dict(depth) {
    const pairs = this.sequence('}', () => {
      const key = this.string(this.need(/["']/y));
      this.space();
      this.need(/:/y);
      this.space();
      return [key, this.value(depth + 1)];
    });
    const value = Object.fromEntries(pairs);
    if (Object.keys(value).length !== pairs.length) {
      throw new Malformed(); // two answers to one blank: neither is the answer
    }
    return value;
  }

  sequence(closing, element) {
    const elements = [];
    const end = closing === ']' ? /\]/y : /\}/y;
    for (this.space(); this.take(end) === null; this.space()) {
      if (elements.length) {
        this.need(/,/y);
        this.space();
        if (this.take(end) !== null) {
          break;
        }
      }
      elements.push(element());
    }
    return elements;
  }

  string(quote) {
    const plain = quote === '"' ? /[^"\\\n]+/y : /[^'\\\n]+/y;
    let text = '';
    for (;;) {
      text += this.take(plain) ?? '';
      const mark = this.need(/["'\\]/y);
      if (mark === quote) {
        return text;
      }
      text += this.escaped();
    }
  }

  escaped() {
    const octal = this.take(/[0-7]{1,3}/y);
    if (octal !== null) {
      return String.fromCodePoint(parseInt(octal, 8));
    }
    const kind = this.need(/[^]/y);
    if (kind in HEX_ESCAPES) {
      const code = parseInt(this.need(new RegExp(`[0-9a-fA-F]{${HEX_ESCAPES[kind]}}`, 'y')), 16);
      if (code > 0x10ffff) {
        throw new Malformed();
      }
      return String.fromCodePoint(code);
    }
    if (kind === 'N') {
      throw new Malformed(); // a character by its Unicode name: no table of names here
    }
    return SIMPLE_ESCAPES[kind] ?? `\\${kind}`; // Python keeps an unknown escape as it stands
  }

  /** White space, line ends and comments, as they may stand inside brackets. */
  space() {
    this.take(/(?:[ \t\f\n]|#[^\n]*)*/y);
  }

  take(pattern) {
    pattern.lastIndex = 0;
    const found = pattern.exec(this.rest);
    if (found === null) {
      return null;
    }
    this.rest = this.rest.slice(found[0].length);
    return found[0];
  }

  need(pattern) {
    const found = this.take(pattern);
    if (found === null) {
      throw new Malformed();
    }
    return found;
  }
}
