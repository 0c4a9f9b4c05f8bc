/**
 * A reader of the little Python that an answer is written in: assignments and bare
 * expressions made of texts, numbers, names, lists, tuples, sets and dicts. Nothing is
 * ever evaluated, and what the reader does not know is refused, never guessed.
 *
 * A value read is a string, boolean or null, a `Num`, an Array (list), a `Tuple`, a
 * `SetOf`, or a Map (dict).
 *
 * @typedef {{kind: 'value', value: any} | {kind: 'name', id: string}
 *         | {kind: 'list' | 'tuple' | 'set', parts: Node[]}
 *         | {kind: 'dict', pairs: [Node, Node][]}} Node
 * @typedef {{kind: 'assign', target: Node, value: Node} | {kind: 'expression', value: Node}
 *         | {kind: 'stub'}} Statement
 */

/** The source is not written in what this reader knows. */
export class Malformed extends Error {}

export class Tuple extends Array {}

/** A set, in the order written. */
export class SetOf extends Array {}

/** A number: its value, and how Python writes it. */
export class Num {
  /** @param {bigint | number} value */
  constructor(value) {
    this.value = value;
    this.text = typeof value === 'bigint' ? String(value) : floatText(value);
  }
}

/** Python writes the same shortest digits as JavaScript, but other exponents. */
function floatText(value) {
  if (!Number.isFinite(value)) {
    return 'inf';
  }
  const [digits, exponent] = value.toExponential().split('e');
  if (Number(exponent) < -4 || Number(exponent) >= 16) {
    return `${digits}e${exponent[0]}${exponent.slice(1).padStart(2, '0')}`;
  }
  const text = value.toFixed(Math.max(1, digits.replace('.', '').length - 1 - Number(exponent)));
  return text;
}

const KEYWORDS = new Set(('and as assert async await break class continue def del elif else except finally for from '
  + 'global if import in is lambda nonlocal not or pass raise return try while with yield').split(' '));
const CONSTANTS = { True: true, False: false, None: null };

const IDENTIFIER = /^[\p{XID_Start}_]\p{XID_Continue}*$/u;
const DIGITS = '\\d(?:_?\\d)*';
const FLOAT = new RegExp(`(?:(?:${DIGITS})?\\.${DIGITS}|${DIGITS}\\.)(?:[eE][+-]?${DIGITS})?|${DIGITS}[eE][+-]?${DIGITS}`, 'y');
const INTEGER = /0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|[1-9](?:_?\d)*|0(?:_?0)*/y;

const SIMPLE_ESCAPES = {
  '\n': '', '\\': '\\', "'": "'", '"': '"',
  a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v'
};
const HEX_ESCAPES = { x: 2, u: 4, U: 8 };

/**
 * The statements of a source. Throws Malformed.
 * @param {string} source
 * @returns {Statement[]}
 */
export function statements(source) {
  if (/[\0\p{Cs}]/u.test(source)) {
    throw new Malformed(); // Python takes no such source
  }
  return new Reader(source.replace(/\r\n?/g, '\n')).statements();
}

/** Every method takes its part from `at` on. */
class Reader {
  constructor(source) {
    this.source = source;
    this.at = 0;
    this.brackets = 0;
  }

  statements() {
    const found = [];
    for (;;) {
      this.take(/(?:[ \t\f]*(?:#[^\n]*)?\n)+/y);
      const indent = this.take(/[ \t\f]*/y).replace(/^.*\f/s, '');
      this.take(/(?:\\\n(?!$)[ \t\f]*)+/y);
      this.take(/#[^\n]*/y);
      if (this.looking(/\n/y)) {
        continue;
      }
      if (this.at === this.source.length) {
        return found;
      }
      if (indent) {
        throw new Malformed();
      }
      this.line(found);
    }
  }

  /** One or more statements with semicolons between them. */
  line(found) {
    do {
      found.push(this.statement());
      this.space();
    } while (this.take(/;[ \t\f]*(?![ \t\f]|#|\n|$)/y) !== null);
    this.take(/;[ \t\f]*/y);
    this.need(/(?:#[^\n]*)?(?:\n|$)/y);
  }

  /** @returns {Statement} */
  statement() {
    if (this.take(/raise[ \t\f]+NotImplementedError[ \t\f]*\([ \t\f\n]*\)/y) !== null) {
      return { kind: 'stub' };
    }
    const first = this.expressions();
    this.space();
    if (this.take(/=(?!=)/y) === null) {
      return { kind: 'expression', value: first };
    }
    this.space();
    const value = this.expressions();
    return { kind: 'assign', target: first, value };
  }

  /**
   * One expression, or several with commas between them: a tuple.
   * @returns {Node}
   */
  expressions() {
    const first = this.expression();
    this.space();
    if (this.take(/,/y) === null) {
      return first;
    }
    const parts = [first];
    for (this.space(); !this.looking(/[=;#\n)]|$/y); this.space()) {
      parts.push(this.expression());
      this.space();
      if (this.take(/,/y) === null) {
        break;
      }
    }
    return { kind: 'tuple', parts };
  }

  /** @returns {Node} */
  expression() {
    if (this.looking(/[rRuU]?["']/y)) {
      return { kind: 'value', value: this.strings() };
    }
    if (this.looking(/[0-9]|\.[0-9]/y)) {
      return { kind: 'value', value: this.number() };
    }
    const opening = this.take(/[[{(]/y);
    return opening === null ? this.name() : this.bracketed(opening);
  }

  /** @returns {Node} */
  name() {
    const written = this.need(/[A-Za-z_\u0080-\u{10ffff}][A-Za-z0-9_\u0080-\u{10ffff}]*/uy);
    if (Object.hasOwn(CONSTANTS, written)) {
      return { kind: 'value', value: CONSTANTS[written] };
    }
    const id = written.normalize('NFKC');
    if (KEYWORDS.has(written) || Object.hasOwn(CONSTANTS, id) || !IDENTIFIER.test(written)) {
      throw new Malformed();
    }
    return { kind: 'name', id };
  }

  number() {
    const float = this.take(FLOAT);
    const written = (float ?? this.need(INTEGER)).replaceAll('_', '');
    if (this.looking(/[\w.\u0080-\u{10ffff}]/uy)) {
      throw new Malformed();
    }
    return new Num(float === null ? BigInt(written) : Number(written));
  }

  /** @returns {Node} */
  bracketed(opening) {
    this.brackets += 1;
    this.space();
    /** @type {Node} */
    const node = opening === '[' ? { kind: 'list', parts: this.elements(/\]/y, () => this.expression()) }
      : opening === '{' ? this.braces() : this.parentheses();
    this.brackets -= 1;
    return node;
  }

  /** @returns {Node} */
  parentheses() {
    if (this.take(/\)/y) !== null) {
      return { kind: 'tuple', parts: [] };
    }
    const inner = this.expressions();
    this.space();
    this.need(/\)/y);
    return inner;
  }

  /** @returns {Node} */
  braces() {
    if (this.take(/\}/y) !== null) {
      return { kind: 'dict', pairs: [] };
    }
    const start = this.at;
    this.expression();
    this.space();
    const pairs = this.looking(/:/y);
    this.at = start;
    return pairs ? { kind: 'dict', pairs: this.elements(/\}/y, () => this.pair()) }
      : { kind: 'set', parts: this.elements(/\}/y, () => this.expression()) };
  }

  /** @returns {[Node, Node]} */
  pair() {
    const key = this.expression();
    this.space();
    this.need(/:/y);
    this.space();
    return [key, this.expression()];
  }

  /** What stands between commas up to `end`, after which there may be one comma more. */
  elements(end, element) {
    const found = [];
    while (this.take(end) === null) {
      found.push(element());
      this.space();
      if (this.take(/,/y) === null) {
        this.need(end);
        break;
      }
      this.space();
    }
    return found;
  }

  /** Texts beside each other are one text. */
  strings() {
    let text = '';
    do {
      const raw = /r/i.test(this.take(/[rRuU]/y) ?? '');
      text += this.string(this.need(/"""|'''|["']/y), raw);
      this.space();
    } while (this.looking(/[rRuU]?["']/y));
    if (this.looking(/[bBfF][rR]?["']|[rR][bBfF]["']/y)) {
      throw new Malformed();
    }
    return text;
  }

  string(quote, raw) {
    const plain = quote.length === 3 ? /[^"'\\]+/y : /[^"'\\\n]+/y;
    let text = '';
    for (;;) {
      text += this.take(plain) ?? '';
      if (this.source.startsWith(quote, this.at)) {
        this.at += quote.length;
        return text;
      }
      const mark = this.need(/["'\\]/y);
      text += mark === '\\' ? (raw ? mark + this.need(/[^]/y) : this.escaped()) : mark;
    }
  }

  escaped() {
    const octal = this.take(/[0-7]{1,3}/y);
    if (octal !== null) {
      return String.fromCodePoint(parseInt(octal, 8));
    }
    const kind = this.need(/[^]/y);
    if (Object.hasOwn(HEX_ESCAPES, kind)) {
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

  /** White space; within brackets line ends and comments too. */
  space() {
    this.take(this.brackets ? /(?:[ \t\f\n]|#[^\n]*|\\\n)*/y : /(?:[ \t\f]|\\\n(?!$))*/y);
  }

  looking(pattern) {
    pattern.lastIndex = this.at;
    return pattern.test(this.source);
  }

  take(pattern) {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.source);
    if (found === null) {
      return null;
    }
    this.at += found[0].length;
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
