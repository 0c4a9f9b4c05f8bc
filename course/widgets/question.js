/** A question card: the form of a quiz, in a card. */
import { renderCard } from './card.js';
import { draw } from './../labextension/static/form.js';
import { element } from './../labextension/static/forms/frame.js';

export function renderQuestion({ model, el }) {
  const stem = element('p', { class: 'xc-stem' });
  stem.innerHTML = model.get('stem'); // made by the course from escaped text
  const prose = model.get('form').type === 'short';
  return renderCard({ model, el }, {
    label: '练习题',
    head: model.get('stem') ? [stem] : [],
    draw: ({ response, disabled, change }) => draw(model.get('form'), response, { disabled, onChange: change }),
    again: prose ? '继续修改' : '重新作答',
    empty: (response) => (prose ? response : null) // nobody writes it twice
  });
}
