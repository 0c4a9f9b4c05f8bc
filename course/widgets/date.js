/** A passage without its source: a year to choose, and the clauses that show it. */
import { asks, renderCard } from './card.js';
import { markable } from './sentences.js';
import { oneChoice } from './../labextension/static/forms/choice.js';
import { element, framed } from './../labextension/static/forms/frame.js';

let datesDrawn = 0;
const DATES_HERE = Math.random().toString(36).slice(2, 8);

export function renderDate({ model, el }) {
  return renderCard({ model, el }, {
    label: model.get('ask'),
    head: [asks(model.get('ask'))],
    empty: null,
    draw: ({ response, disabled, change }) => {
      const given = { choice: null, marked: [], ...(response ?? {}) };
      const set = (part) => {
        Object.assign(given, part);
        change({ ...given });
      };
      datesDrawn += 1;
      const { root, part } = framed({ type: 'single', options: model.get('choices') },
        { ask: '请选出时间', keys: '可按选项的字母或数字选择。', controls: oneChoice },
        { name: `xc-date-${DATES_HERE}-${datesDrawn}`, label: '', onChange: (choice) => set({ choice }) });
      part.set(given.choice);
      root.disabled = disabled;
      return element('div', {},
        element('p', { class: 'xc-how' }, '请在这段话里点出看得出时间的词句（可点多处，再点一次取消；也可用方向键移动、空格键选定）。'),
        markable({
          pieces: model.get('clauses'), label: '原文，出处作答以后揭晓', look: 'xc-quote', several: true, running: true,
          marked: given.marked, disabled, change: (marked) => set({ marked })
        }),
        root);
    }
  });
}
