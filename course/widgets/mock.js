/**
 * A mock paper: all its questions one below the other, how many are answered, how long it
 * has taken, and a button to hand it in. Nothing is judged here.
 */
import { element } from './../labextension/static/forms/frame.js';
import { draw } from './../labextension/static/form.js';
import { Clock } from './../labextension/static/clock.js';

/** After so many milliseconds without a change, what was written goes to the kernel. */
const PAUSE = 400;

const isBlank = (response) =>
  response == null || (typeof response === 'object' ? Object.keys(response).length === 0 : String(response).trim() === '');

export function renderMock({ model, el }) {
  const items = model.get('items');
  const responses = { ...model.get('responses') };
  const begun = Date.now() - 1000 * model.get('seconds');
  const clock = new Clock({ started: begun, minutes: model.get('minutes'), limited: false });
  const count = element('span', { class: 'xc-progress' });
  const head = element('div', { class: 'xc-mock-head', role: 'group', 'aria-label': '进度与用时' }, count, clock.node);
  const body = element('div', {});
  const note = element('div', { class: 'xc-mock-note', role: 'status' });
  const hand = element('button', { type: 'button', class: 'xc-button xc-button-main' }, '交卷');
  const paper = element('div', { class: 'xc-mock' }, head, body, note, hand);
  el.append(paper);

  let later = 0;
  let warned = false;
  const keep = () => {
    clearTimeout(later);
    later = 0;
    model.set('responses', { ...responses });
    model.set('seconds', Math.round((Date.now() - begun) / 1000));
    model.save_changes();
  };
  const missing = () => items.map((_, i) => i).filter((i) => isBlank(responses[i]));
  const tell = () => {
    const open = missing().length;
    count.textContent = `已答 ${items.length - open} / ${items.length}`;
    warned = false;
    note.replaceChildren();
    hand.textContent = '交卷';
  };

  const sections = items.map(({ stem, form }, i) => {
    const name = `第 ${i + 1} 题`;
    const section = element('section', { class: 'xc-question xc-card', 'aria-label': name, tabindex: '-1' },
      element('p', { class: 'xc-question-caption' }, `第 ${i + 1} / ${items.length} 题`));
    if (stem) {
      const text = element('div', { class: 'xc-stem' });
      text.innerHTML = stem;
      section.append(text);
    }
    section.append(draw(form, responses[i] ?? null, {
      label: name,
      onChange: (response) => {
        responses[i] = response;
        tell();
        clearTimeout(later);
        later = setTimeout(keep, PAUSE);
      }
    }));
    body.append(section);
    return section;
  });

  const goTo = (i) => {
    sections[i].scrollIntoView({ block: 'start' });
    (sections[i].querySelector('fieldset input, fieldset select, fieldset textarea, fieldset [tabindex]') ?? sections[i])
      .focus({ preventScroll: true });
  };

  hand.addEventListener('click', () => {
    const open = missing();
    if (open.length === 0 || warned) {
      keep();
      hand.disabled = true;
      hand.textContent = '正在批阅';
      model.set('handed', model.get('handed') + 1);
      model.save_changes();
      return;
    }
    warned = true;
    hand.textContent = '仍然交卷';
    const links = open.map((i) => {
      const link = element('button', { type: 'button', class: 'xc-link' }, `第 ${i + 1} 题`);
      link.addEventListener('click', () => goTo(i));
      return link;
    });
    note.replaceChildren(element('p', {}, `还有 ${open.length} 题没有作答。可以回去补答，也可以仍然交卷，没有作答的按不得分算。`), ...links);
  });
  paper.addEventListener('focusout', () => later && keep());
  tell();
  return () => {
    clock.stop();
    if (later) {
      keep();
    }
  };
}
