/** Where one stands at the end of a lesson, and the button that says it is done. */
import { element, keepKeys } from './../labextension/static/forms/frame.js';

export function renderFinish({ model, el }) {
  const words = element('div', { 'aria-live': 'polite' });
  const button = element('button', { type: 'button', class: 'xc-button xc-button-main' }, '记为学完');
  const trouble = element('p', { class: 'xc-trouble xc-wrong', role: 'status' });
  const root = element('div', { class: 'xc-question xc-finish' }, words, button, trouble);
  keepKeys(root, {});
  el.append(root);
  const draw = () => {
    words.innerHTML = model.get('html'); // made by the course from escaped text
    button.hidden = model.get('finished');
    trouble.textContent = model.get('trouble');
  };
  button.addEventListener('click', () => {
    model.set('asked', model.get('asked') + 1);
    model.save_changes();
  });
  const names = ['html', 'finished', 'trouble'];
  names.forEach((name) => model.on(`change:${name}`, draw));
  draw();
  return () => names.forEach((name) => model.off(`change:${name}`, draw));
}
