/** A draft, and below it the same words to be changed. */
import { asks, renderCard } from './card.js';
import { short } from './../labextension/static/forms/short.js';
import { element, framed } from './../labextension/static/forms/frame.js';

let rewritesDrawn = 0;
const REWRITES_HERE = Math.random().toString(36).slice(2, 8);

export function renderRewrite({ model, el }) {
  const draft = element('div', { class: 'xc-draft' },
    element('p', { class: 'xc-scene-mark' }, '文稿（虚构）'), element('p', { class: 'xc-draft-words' }, model.get('draft')));
  return renderCard({ model, el }, {
    label: model.get('ask'),
    head: [asks(model.get('ask')), draft],
    again: '继续修改',
    empty: (response) => response, // the text stays, to be mended further
    draw: ({ response, disabled, change }) => {
      rewritesDrawn += 1;
      const form = { type: 'short', limit: model.get('limit') };
      const name = `xc-rewrite-${REWRITES_HERE}-${rewritesDrawn}`;
      const type = { ask: '请在下面改写', controls: short };
      const { root, part } = framed(form, type, { name, label: '', onChange: (text) => change(text ?? '') });
      part.set(response ?? model.get('draft'));
      root.disabled = disabled;
      return root;
    }
  });
}
