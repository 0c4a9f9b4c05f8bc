/**
 * Controls that text is written into, with or without an input method.
 */

/**
 * Report text once it is written, not while an input method still composes it, and let
 * `onLook` follow every change of what is to be seen.
 * @param {HTMLInputElement | HTMLTextAreaElement} field
 * @param {{report: () => void, onLook: () => void}} listeners
 * @returns {{set: (text: string) => void}} `set` shows another text; what is being composed
 *   is not overwritten, and stays if it becomes text
 */
export function textField(field, { report, onLook }) {
  let composing = false;
  let before = '';
  let later = null;

  const finish = () => {
    if (!composing) {
      return;
    }
    composing = false;
    if (later !== null && field.value === before) {
      put(field, later); // nothing came of it: what was put off is shown now
      onLook();
    } else {
      report();
    }
    later = null;
  };

  field.addEventListener('compositionstart', () => {
    composing = true;
    before = field.value;
    later = null;
  });
  field.addEventListener('compositionend', () => { onLook(); finish(); });
  field.addEventListener('blur', finish); // some input methods break off without a word
  field.addEventListener('input', () => {
    onLook();
    if (!composing) {
      report();
    }
  });
  return {
    set: (text) => {
      if (composing) {
        later = text;
      } else {
        put(field, text);
        onLook();
      }
    }
  };
}

/** Set the text, leaving the caret where it is; an equal text would move it to the end. */
function put(field, text) {
  if (field.value === text) {
    return;
  }
  const { selectionStart, selectionEnd } = field;
  field.value = text;
  if (field === document.activeElement) {
    field.setSelectionRange(selectionStart, selectionEnd);
  }
}

/**
 * Paste text of several lines as one line, in a way that can be undone.
 * @param {HTMLInputElement} field
 */
export function pasteAsOneLine(field) {
  field.addEventListener('paste', (event) => {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (/[\r\n]/.test(text)) {
      event.preventDefault();
      document.execCommand('insertText', false, oneLine(text));
    }
  });
}

/** A line that starts or ends with one of these needs no space to be joined to another. */
const WIDE = /[\u2e80-\uffef\u2018-\u201d\u2026]/;

/**
 * Text of several lines as one: Chinese lines are joined, others by a space.
 * @param {string} text
 * @returns {string}
 */
export function oneLine(text) {
  const lines = text.split(/\r\n?|\n/).map((line) => line.trim()).filter(Boolean);
  return lines.reduce((joined, line) => {
    const apart = joined && !WIDE.test(joined.at(-1)) && !WIDE.test(line[0]);
    return joined + (apart ? ' ' : '') + line;
  }, '');
}

/**
 * How wide a text is, about, in ems: a Chinese character takes one, a Latin letter or digit
 * somewhat more than half of one, a mark that stands over another nothing.
 * @param {string} text
 * @returns {number}
 */
export function ems(text) {
  return [...text].reduce((sum, c) => sum + (/\p{M}|\p{Cf}/u.test(c) ? 0 : c < '\u2e80' ? 0.6 : 1), 0);
}

/**
 * How many characters a text has as people count them: without spaces and line ends.
 * @param {string} text
 * @returns {number}
 */
export function characters(text) {
  return [...text.replace(/[\s\p{M}\p{Cf}]/gu, '')].length;
}
