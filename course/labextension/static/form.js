/**
 * Draws the form of an item and reports what is chosen in it: item and response in,
 * DOM out; change in, response out. Knows nothing of notebooks, marks or keys.
 *
 * The lessons' question cards use these very modules, joined to one text; see
 * course/widgets/modules.py for what that asks of them.
 *
 * @typedef {import('./forms/entries.js').Form} Form
 * @typedef {import('./forms/entries.js').Response} Response
 * @typedef {import('./forms/frame.js').Part} Part
 * @typedef {import('./forms/frame.js').Type} Type
 */
import { manyChoices, oneChoice } from './forms/choice.js';
import { cloze } from './forms/cloze.js';
import { faultOf } from './forms/entries.js';
import { framed } from './forms/frame.js';
import { match } from './forms/match.js';
import { order } from './forms/order.js';
import { short } from './forms/short.js';

/** Each item type. @type {Object<string, Type>} */
const TYPES = {
  single: { ask: '请选出一项', keys: '可按选项的字母或数字选择。', controls: oneChoice },
  multiple: { ask: '请选出全部正确选项', keys: '可按选项的字母或数字勾选或取消。', controls: manyChoices },
  judge: { ask: '请判断对错', keys: '可按数字 1、2 选择。', controls: oneChoice },
  cloze: { ask: '请填空', keys: '按回车键到下一空。', controls: cloze },
  order: {
    ask: '请排出正确顺序',
    how: '可以拖动，可以按“上移”“下移”，选中一行后也可以按上、下箭头键或位次的数字。',
    controls: order
  },
  match: {
    ask: '请为每一项选出对应的内容',
    how: '在下拉列表里选，或者先点左边一项、再点下面与它对应的内容。同一内容可以多次使用。',
    keys: '在左边的一项上可按字母或数字选择，按删除键取消。',
    controls: match
  },
  short: { ask: '请用自己的话作答', controls: short }
};

/** @type {WeakMap<HTMLElement, Part>} */
const PARTS = new WeakMap();

/** Names of forms are unique on a page even if this module is loaded there several times. */
const HERE = Math.random().toString(36).slice(2, 10);
let drawn = 0;

function freshName() {
  drawn += 1;
  return `xc-form-${HERE}-${drawn}`;
}

/**
 * Draw a form. Throws an error that says why, in Chinese, if it cannot be drawn.
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
  const fault = faultOf(form);
  if (fault) {
    throw new Error(fault);
  }
  const { root, part } = framed(form, TYPES[form.type], { name, label, onChange });
  PARTS.set(root, part);
  part.set(response);
  root.disabled = disabled;
  return root;
}

/**
 * Show another response in a drawn form, leaving focus and caret where they are. What an
 * input method is composing is not touched.
 * @param {HTMLElement} root
 * @param {Response | null} response
 */
export function show(root, response) {
  const part = PARTS.get(root);
  if (JSON.stringify(part.get()) !== JSON.stringify(response)) {
    part.set(response);
  }
}
