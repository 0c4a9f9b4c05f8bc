/**
 * Draws the form of an item and reports what is chosen in it: item and response in,
 * DOM out; change in, response out. Knows nothing of notebooks, marks or keys.
 *
 * This file imports nothing, so that it can be loaded as a module by URL and also be
 * put, as text, in front of another module's text.
 *
 * @typedef {{id: string, text: string}} Entry
 * @typedef {{type: string, options?: Entry[], left?: Entry[], right?: Entry[],
 *            parts?: (string | {blank: string})[], limit?: number}} Form
 * @typedef {string | string[] | Object<string, string>} Response
 * @typedef {{node: HTMLElement, get: () => Response | null,
 *            set: (response: Response | null) => void}} Part
 *   The controls of one item type. `get` gives `null` as long as nothing is answered.
 */

/**
 * Draw a form.
 * @param {Form} form what to draw, as in the answer cell's metadata
 * @param {Response | null} response what is answered already
 * @param {object} [options]
 * @param {(response: Response | null) => void} [options.onChange] called after each
 *   change by the person, never by `show`
 * @param {string} [options.name] a name no other form on the page has
 * @param {string} [options.label] what a screen reader says first, such as “第 3 题”
 * @param {boolean} [options.disabled]
 * @returns {HTMLFieldSetElement}
 */
export function draw(form, response, options = {}) {
  const { onChange = () => {}, name = freshName(), label = '', disabled = false } = options;
  const type = TYPES[form.type];
  if (!type) {
    throw new Error(`不认识的题型：${form.type}`);
  }
  const root = element('fieldset', { class: `xc-form xc-form-${form.type}` });
  const part = type.controls(form, name, () => onChange(part.get()));
  const legend = element('legend', {}, hidden(label && `${label}：`), type.ask);
  root.append(legend, part.node);
  keepKeys(root);
  PARTS.set(root, part);
  part.set(response);
  root.disabled = disabled;
  return root;
}

/**
 * Show another response in a drawn form, leaving focus and caret where they are.
 * @param {HTMLElement} root
 * @param {Response | null} response
 */
export function show(root, response) {
  const part = PARTS.get(root);
  if (JSON.stringify(part.get()) !== JSON.stringify(response)) {
    part.set(response);
  }
}

/** @type {WeakMap<HTMLElement, Part>} */
const PARTS = new WeakMap();

let drawn = 0;

function freshName() {
  drawn += 1;
  return `xc-form-${drawn}`;
}

/**
 * Keep keys pressed in the form from being taken as JupyterLab's shortcuts. JupyterLab
 * hears them first, and a shortcut whose selector fits the focused control itself is only
 * held back by a mark on that very control.
 */
function keepKeys(root) {
  root.addEventListener('focusin', (event) => { event.target.dataset.lmSuppressShortcuts = ''; });
  root.addEventListener('keydown', (event) => event.stopPropagation());
}

/**
 * @param {string} tag
 * @param {Object<string, string>} attributes
 * @param {...(Node | string)} children
 * @returns {HTMLElement}
 */
function element(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

/** Text for a screen reader only. */
const hidden = (text) => element('span', { class: 'xc-hidden' }, text);

/** One radio button or check box a line; the whole line can be pressed. */
function choice(kind, form, name, report) {
  const inputs = form.options.map((option) =>
    element('input', { type: kind, name, value: option.id }));
  const lines = form.options.map((option, i) =>
    element('label', { class: 'xc-option' }, inputs[i], ...optionText(option)));
  const node = element('div', { class: 'xc-options' }, ...lines);
  node.addEventListener('change', report);
  return { node, inputs };
}

/** “A. …”; a verdict such as 对 or 错 is its own text and needs no letter. */
function optionText({ id, text }) {
  const letter = /^[A-Z]$/.test(id) ? [element('span', { class: 'xc-option-id' }, `${id}.`)] : [];
  return [...letter, element('span', { class: 'xc-option-text' }, text)];
}

function oneChoice(form, name, report) {
  const { node, inputs } = choice('radio', form, name, report);
  return {
    node,
    get: () => inputs.find((input) => input.checked)?.value ?? null,
    set: (response) => inputs.forEach((input) => { input.checked = input.value === response; })
  };
}

function manyChoices(form, name, report) {
  const { node, inputs } = choice('checkbox', form, name, report);
  return {
    node,
    get: () => orNull(inputs.filter((input) => input.checked).map((input) => input.value)),
    set: (response) => inputs.forEach((input) => {
      input.checked = response?.includes(input.value) ?? false;
    })
  };
}

/** Inputs in the gaps of the sentence, each as wide as what is written in it. */
function cloze(form, name, report) {
  const inputs = new Map();
  const words = form.parts.map((part) => {
    if (typeof part === 'string') {
      return part;
    }
    const input = element('input', {
      type: 'text', class: 'xc-blank', autocomplete: 'off', spellcheck: 'false',
      'aria-label': `第 ${part.blank} 空`
    });
    inputs.set(part.blank, input);
    onText(input, () => { fitWidth(input); report(); });
    return input;
  });
  return {
    node: element('p', { class: 'xc-cloze' }, ...words),
    get: () => orNull(entriesOf(inputs)),
    set: (response) => inputs.forEach((input, blank) => {
      setText(input, response?.[blank] ?? '');
      fitWidth(input);
    })
  };
}

/** A Chinese character takes one em, a Latin letter or digit about half of one. */
function fitWidth(input) {
  const ems = [...input.value].reduce((sum, c) => sum + (c < '\u2e80' ? 0.6 : 1), 0);
  input.style.width = `${Math.max(6, ems + 2)}em`;
}

/** One list of choices for each entry on the left. */
function match(form, name, report) {
  const selects = new Map();
  const lines = form.left.map((entry) => {
    const select = element('select', { class: 'xc-select' },
      element('option', { value: '' }, '请选择'),
      ...form.right.map(({ id, text }) => element('option', { value: id }, `${id}. ${text}`)));
    select.addEventListener('change', report);
    selects.set(entry.id, select);
    return element('label', { class: 'xc-pair' },
      element('span', { class: 'xc-pair-left' }, entry.text), select);
  });
  return {
    node: element('div', { class: 'xc-pairs' }, ...lines),
    get: () => orNull(entriesOf(selects)),
    set: (response) => selects.forEach((select, id) => { select.value = response?.[id] ?? ''; })
  };
}

/** A list to be put in order; unanswered until something is moved or confirmed. */
function order(form, name, report) {
  let answered = false;
  const list = element('ol', { class: 'xc-order' });
  const said = element('p', { class: 'xc-hidden', 'aria-live': 'polite' });
  const confirm = element('button', { type: 'button', class: 'xc-button' }, '按此顺序作答');
  const rows = new Map(form.options.map((option) => [option.id, orderRow(option, move)]));
  const current = () => [...list.children].map((row) => row.dataset.id);

  function place(sequence) {
    list.replaceChildren(...sequence.map((id) => rows.get(id)));
    sequence.forEach((id, i) => {
      const [up, down] = rows.get(id).querySelectorAll('button');
      up.disabled = i === 0;
      down.disabled = i === sequence.length - 1;
    });
    confirm.hidden = answered;
  }

  /** Take the row `by` places on, keeping focus on the button that was pressed. */
  function move(option, by) {
    const sequence = current();
    const from = sequence.indexOf(option.id);
    const to = from + by;
    if (to < 0 || to >= sequence.length) {
      return;
    }
    sequence.splice(to, 0, ...sequence.splice(from, 1));
    const pressed = document.activeElement;
    answered = true;
    place(sequence);
    (pressed.disabled ? rows.get(option.id).querySelector('button:enabled') : pressed).focus();
    said.textContent = `“${option.text}”移到第 ${to + 1} 位`;
    report();
  }

  confirm.addEventListener('click', () => {
    answered = true;
    place(current());
    list.querySelector('button:enabled').focus();
    said.textContent = '已按此顺序作答';
    report();
  });

  place(form.options.map((option) => option.id));
  return {
    node: element('div', {}, list, confirm, said),
    get: () => (answered ? current() : null),
    set: (response) => {
      answered = response !== null;
      place(response ?? form.options.map((option) => option.id));
    }
  };
}

function orderRow(option, move) {
  const button = (word, by) => {
    const node = element('button', {
      type: 'button', class: 'xc-button', 'aria-label': `${word}：${option.text}`
    }, word);
    node.addEventListener('click', () => move(option, by));
    return node;
  };
  const row = element('li', { 'data-id': option.id },
    element('span', { class: 'xc-order-text' }, option.text), button('上移', -1), button('下移', 1));
  row.addEventListener('keydown', (event) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (by) {
      event.preventDefault();
      move(option, by);
    }
  });
  return row;
}

/** Prose, with a count of its characters; too long is said, never cut off. */
function short(form, name, report) {
  const text = element('textarea', { class: 'xc-prose', rows: '6', 'aria-describedby': `${name}-count` });
  const count = element('p', { class: 'xc-count', id: `${name}-count` });
  const tell = () => {
    const written = [...text.value.trim()].length;
    const over = written - (form.limit ?? Infinity);
    count.textContent = over > 0 ? `已写 ${written} 字，超出 ${over} 字`
      : `已写 ${written} 字${form.limit ? `，至多 ${form.limit} 字` : ''}`;
  };
  onText(text, () => { tell(); report(); });
  const label = element('label', {}, hidden('作答'), text);
  return {
    node: element('div', {}, label, count),
    get: () => (text.value.trim() ? text.value : null),
    set: (response) => { setText(text, response ?? ''); tell(); }
  };
}

/** Call `report` for text that is written, not for what an input method still composes. */
function onText(input, report) {
  input.addEventListener('input', (event) => {
    if (!event.isComposing) {
      report();
    }
  });
  input.addEventListener('compositionend', report);
}

/** Setting an equal value would move the caret to the end. */
function setText(input, text) {
  if (input.value !== text) {
    input.value = text;
  }
}

/** The filled-in controls as a mapping, white space taken as not filled in. */
function entriesOf(controls) {
  const filled = [...controls].filter(([, control]) => control.value.trim());
  return Object.fromEntries(filled.map(([id, control]) => [id, control.value]));
}

const orNull = (value) => (Object.keys(value).length ? value : null);

/** Each item type: what is asked for, and its controls. */
const TYPES = {
  single: { ask: '请选出一项', controls: oneChoice },
  multiple: { ask: '请选出全部正确选项', controls: manyChoices },
  judge: { ask: '请判断对错', controls: oneChoice },
  cloze: { ask: '请填空', controls: cloze },
  order: { ask: '请排出正确顺序', controls: order },
  match: { ask: '请为每一项选出对应的内容', controls: match },
  short: { ask: '请用自己的话作答', controls: short }
};
