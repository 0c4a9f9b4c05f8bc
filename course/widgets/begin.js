/** How far one is, and a sign of life now and then while the page is looked at. */
import { element } from './../labextension/static/forms/frame.js';

/** Between two signs, in milliseconds. */
const BEAT = 60_000;
/** Somebody who has touched nothing for so long is not counted as being there. */
const AWAY = 180_000;
const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'];

export function renderBegin({ model, el }) {
  const line = element('div', { class: 'xc-begin' });
  const draw = () => { line.innerHTML = model.get('html'); }; // made by the course from escaped text
  draw();
  el.append(line);
  let seen = Date.now();
  const sign = () => { seen = Date.now(); };
  const beat = () => {
    const inView = document.visibilityState === 'visible' && line.getClientRects().length > 0;
    if (inView && Date.now() - seen < AWAY) {
      model.set('beats', model.get('beats') + 1);
      model.save_changes();
    }
  };
  const clock = setInterval(beat, BEAT);
  SIGNS.forEach((name) => window.addEventListener(name, sign, { passive: true }));
  requestAnimationFrame(beat); // once it is on the page
  model.on('change:html', draw);
  return () => {
    clearInterval(clock);
    SIGNS.forEach((name) => window.removeEventListener(name, sign));
    model.off('change:html', draw);
  };
}
