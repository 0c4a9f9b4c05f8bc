/** A passage whose sentences can be marked; what was marked may be changed after the verdict. */
import { asks, renderCard } from './card.js';
import { markable } from './sentences.js';
import { element } from './../labextension/static/forms/frame.js';

export function renderMark({ model, el }) {
  const cite = model.get('cite');
  const several = model.get('several');
  return renderCard({ model, el }, {
    label: model.get('ask'),
    head: [asks(`${model.get('ask')}${several ? '（可选多句）' : '（选一句）'}`)],
    open: true,
    empty: [],
    draw: ({ response, disabled, change }) => element('div', {},
      markable({
        pieces: model.get('sentences'),
        label: cite ? `原文，${cite}` : '虚构文稿',
        look: cite ? 'xc-quote' : 'xc-draft',
        several,
        marked: Array.isArray(response) ? response : [],
        disabled,
        change
      }),
      element('p', { class: cite ? 'xc-cite' : 'xc-scene-mark' }, cite || '文稿（虚构）'))
  });
}
