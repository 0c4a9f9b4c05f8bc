/**
 * What every card shares: its frame, its button, the verdict, what an instructor may look up,
 * and how an answer gets to the kernel.
 *
 * @typedef {object} Setting what a card's own part is drawn by
 * @property {any} response
 * @property {boolean} disabled
 * @property {(response: any) => void} change to be called after each change by the person
 */
import { element, keepKeys } from './../labextension/static/forms/frame.js';

/** How long typing may rest before it is kept, in milliseconds. */
const REST = 400;
/** How long an answer may be away before the page says that it waits. */
const PATIENCE = 1500;

/**
 * @param {{model: any, el: HTMLElement}} given what anywidget gives
 * @param {object} card
 * @param {string} card.label what a screen reader calls the card
 * @param {(Node | string)[]} card.head what stands above
 * @param {(setting: Setting) => HTMLElement} card.draw the part to answer in
 * @param {any} card.empty the response of whoever starts again
 * @param {string} [card.again] what the button to start again is called
 * @param {boolean} [card.open] whether an answer may be changed after its verdict
 * @returns {() => void} to be called when the card is taken away
 */
export function renderCard({ model, el }, { label, head, draw, empty, again = '重新作答', open = false }) {
  const place = element('div', {});
  const ask = element('button', { type: 'button', class: 'xc-button xc-card-ask' });
  const peek = element('button', { type: 'button', class: 'xc-button xc-peek' });
  const waiting = element('p', { class: 'xc-wait', role: 'status' });
  const said = element('p', { class: 'xc-hidden', role: 'status' });
  const verdict = element('div', {});
  const solution = element('div', { class: 'xc-solution' });
  const trouble = element('p', { class: 'xc-trouble xc-wrong', role: 'status' });
  const card = element('div', { class: 'xc-question xc-card', role: 'group', 'aria-label': model.get('caption') || label });
  if (model.get('caption')) {
    card.append(element('p', { class: 'xc-question-caption' }, model.get('caption')));
  }
  card.append(...head, place, element('div', { class: 'xc-card-acts' }, ask, peek), said, waiting, verdict, trouble, solution);
  keepKeys(card, {});
  el.append(card);

  let typing = 0;
  let patience = 0;
  const judged = () => model.get('judged');
  const flush = () => {
    if (typing) {
      clearTimeout(typing);
      typing = 0;
      model.save_changes();
    }
  };
  const change = (response) => {
    model.set('response', response);
    if (open && model.get('verdict')) {
      model.set('verdict', '');
      model.set('judged', false);
    }
    if (document.activeElement?.matches('textarea, input[type="text"]')) {
      clearTimeout(typing);
      typing = setTimeout(flush, REST);
    } else {
      model.save_changes();
    }
  };
  const drawPart = () => place.replaceChildren(
    draw({ response: model.get('response'), disabled: judged() && !open, change }));
  const drawWords = () => {
    if (verdict.dataset.html !== model.get('verdict')) {
      verdict.dataset.html = model.get('verdict');
      verdict.innerHTML = model.get('verdict');
    }
    solution.innerHTML = model.get('solution');
    trouble.textContent = model.get('trouble');
    ask.textContent = judged() && !open ? again : '看结果';
    peek.textContent = model.get('peeking') ? '收起答案（教员）' : '看答案（教员）';
    peek.setAttribute('aria-expanded', String(model.get('peeking')));
  };
  const answered = () => {
    clearTimeout(patience);
    waiting.textContent = '';
    if (!open) {
      drawPart();
    }
    drawWords();
    const head = verdict.querySelector('.xc-verdict')?.textContent;
    said.textContent = head ? `${head}。说明在下面。` : '';
  };

  ask.addEventListener('click', () => {
    flush();
    if (judged() && !open) {
      model.set('verdict', '');
      model.set('judged', false);
      model.set('response', typeof empty === 'function' ? empty(model.get('response')) : empty);
      model.save_changes();
      answered();
      /** @type {HTMLElement | null} */ (place.querySelector('input, button, select, textarea, [tabindex="0"]'))?.focus();
      return;
    }
    model.set('asked', model.get('asked') + 1);
    model.save_changes();
    said.textContent = ''; // the same verdict again is said again
    clearTimeout(patience);
    patience = setTimeout(() => { waiting.textContent = '… 正在等结果。课程还在准备时要稍等片刻。'; }, PATIENCE);
  });
  peek.addEventListener('click', () => {
    model.set('peeking', !model.get('peeking'));
    model.save_changes();
    drawWords();
  });
  const leaving = () => flush();
  card.addEventListener('focusout', leaving);
  window.addEventListener('pagehide', leaving);
  document.addEventListener('visibilitychange', leaving);
  model.on('change:turn', answered);
  for (const name of ['verdict', 'solution', 'trouble']) {
    model.on(`change:${name}`, drawWords);
  }
  drawPart();
  drawWords();
  return () => {
    flush();
    clearTimeout(patience);
    window.removeEventListener('pagehide', leaving);
    document.removeEventListener('visibilitychange', leaving);
    model.off('change:turn', answered);
    for (const name of ['verdict', 'solution', 'trouble']) {
      model.off(`change:${name}`, drawWords);
    }
  };
}

/** The question above a card, in the course's own words. */
export const asks = (text) => element('p', { class: 'xc-stem' }, text);
