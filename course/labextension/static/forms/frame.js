/**
 * What all forms are made of: a field set with a legend, what the item is worth, a place
 * where changes are announced, and keys that stay inside.
 *
 * @typedef {import('./entries.js').Form} Form
 * @typedef {import('./entries.js').Response} Response
 *
 * @typedef {object} Setting what a type's controls are given
 * @property {string} name a name no other form on the page has
 * @property {() => void} report to be called after each change by the person
 * @property {(text: string) => void} say announces something to a screen reader
 *
 * @typedef {object} Part the controls of one item type
 * @property {HTMLElement} node
 * @property {() => Response | null} get `null` as long as nothing is answered
 * @property {(response: Response | null) => void} set
 * @property {(event: KeyboardEvent) => boolean} [key] whether a key pressed in the form was used
 *
 * @typedef {object} Type
 * @property {string} ask what is asked for
 * @property {string} [how] how it can be done, where that is not plain to see
 * @property {string} [keys] the same for somebody who hears the page
 * @property {(form: Form, setting: Setting) => Part} controls
 */

/**
 * @param {string} tag
 * @param {Object<string, string>} attributes
 * @param {...(Node | string)} children
 * @returns {any} an element of that tag
 */
export function element(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

/**
 * Text for a screen reader only.
 * @param {string} text
 * @returns {HTMLElement}
 */
export const hidden = (text) => element('span', { class: 'xc-hidden' }, text);

/**
 * A form without its state: the field set, and the part of it that changes.
 * @param {Form} form
 * @param {Type} type
 * @param {{name: string, label: string, onChange: (response: Response | null) => void}} options
 * @returns {{root: HTMLFieldSetElement, part: Part}}
 */
export function framed(form, type, { name, label, onChange }) {
  const said = element('p', { class: 'xc-hidden', role: 'status' });
  const part = type.controls(form, {
    name,
    report: () => onChange(part.get()),
    say: (text) => { said.textContent = text; }
  });
  const hints = [
    element('p', { class: 'xc-how', id: `${name}-how` }, type.how ?? ''),
    element('p', { class: 'xc-worth', id: `${name}-worth` }, worth(form)),
    element('p', { class: 'xc-hidden', id: `${name}-keys` }, type.keys ?? '')
  ].filter((hint) => hint.textContent);
  const root = element('fieldset', {
    class: `xc-form xc-form-${form.type}`,
    ...(hints.length && { 'aria-describedby': hints.map((hint) => hint.id).join(' ') })
  });
  const [how, ...others] = type.how ? hints : [null, ...hints];
  root.append(
    element('legend', {}, hidden(label && `${label}：`), type.ask),
    ...(how ? [how] : []), part.node, ...others, said
  );
  keepKeys(root, part);
  return { root, part };
}

/**
 * What the item is worth and how it is scored, in one line.
 * @param {{points?: unknown, rule?: unknown}} form
 * @returns {string} empty if the form says neither
 */
export function worth({ points, rule }) {
  const many = typeof points === 'number' && Number.isFinite(points) ? `${points} 分` : '';
  const how = typeof rule === 'string' ? rule.trim() : '';
  return [many && !how.includes(many) ? `本题 ${many}。` : '', how].join('');
}

/**
 * Keep keys pressed in the form from being taken as JupyterLab's shortcuts. JupyterLab
 * hears them first, and a shortcut whose selector fits the focused control itself is only
 * held back by a mark on that very control.
 * @param {HTMLElement} root
 * @param {{key?: (event: KeyboardEvent) => boolean}} part
 */
export function keepKeys(root, part) {
  root.addEventListener('focusin', (event) => {
    /** @type {HTMLElement} */ (event.target).dataset.lmSuppressShortcuts = '';
  });
  root.addEventListener('keydown', (event) => {
    event.stopPropagation();
    if (!event.ctrlKey && !event.metaKey && !composes(event) && part.key?.(event)) {
      event.preventDefault();
    }
  });
}

/** Whether the key belongs to an input method that is at work. 229 is how some say so. */
const composes = (event) => event.isComposing || event.keyCode === 229;
