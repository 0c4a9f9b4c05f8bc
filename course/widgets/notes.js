/** Notes, kept while they are written. */
import { element, keepKeys } from './../labextension/static/forms/frame.js';

export function renderNotes({ model, el }) {
  const field = element('textarea', { class: 'xc-prose xc-notes', rows: '5', 'aria-describedby': '' });
  const said = element('p', { class: 'xc-count', role: 'status' });
  const trouble = element('p', { class: 'xc-trouble xc-wrong', role: 'status' });
  const root = element('div', { class: 'xc-form' },
    element('label', { class: 'xc-notes-label' }, '本课笔记，边写边存，只在这台电脑上', field), said, trouble);
  field.removeAttribute('aria-describedby');
  field.value = model.get('text');
  keepKeys(root, {});
  el.append(root);

  let typing = 0;
  const keep = () => {
    clearTimeout(typing);
    if (field.value !== model.get('text')) {
      model.set('text', field.value);
      model.save_changes();
    }
  };
  const fit = () => {
    if (field.scrollHeight > field.clientHeight) {
      field.style.height = `${field.scrollHeight + 4}px`;
    }
  };
  field.addEventListener('input', () => {
    said.textContent = '… 正在保存';
    clearTimeout(typing);
    typing = setTimeout(keep, 400);
    fit();
  });
  field.addEventListener('blur', keep);
  window.addEventListener('pagehide', keep);
  const kept = () => {
    const failed = model.get('trouble');
    said.textContent = failed ? '' : '✓ 已保存';
    trouble.textContent = failed;
  };
  model.on('change:turn', kept);
  trouble.textContent = model.get('trouble');
  requestAnimationFrame(fit);
  return () => {
    keep();
    window.removeEventListener('pagehide', keep);
    model.off('change:turn', kept);
  };
}
