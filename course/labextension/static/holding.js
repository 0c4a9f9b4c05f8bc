/** How long nothing may have moved before a place counts as reached, and how long that may take. */
const STILL = 500;
const LONGEST = 60_000;

const LEAVING = ['wheel', 'pointerdown', 'keydown', 'touchstart'];

/**
 * Keep `node` at the top of its page, and the focus on `control`, while JupyterLab still
 * draws the cells around them, which moves them or takes them out for a moment; until the
 * person moves on, by whatever means.
 * @param {HTMLElement} node
 * @param {HTMLElement} control
 * @param {() => boolean} drawing whether JupyterLab has still cells to draw
 */
export function hold(node, control, drawing) {
  const begun = performance.now();
  const moving = new AbortController();
  const { signal } = moving;
  LEAVING.forEach((kind) => addEventListener(kind, () => moving.abort(), { capture: true, signal }));
  let place = NaN;
  let moved = begun;
  const look = (now) => {
    if (node.isConnected && node.getBoundingClientRect().top !== place) {
      node.scrollIntoView({ block: 'start' });
      control.focus({ preventScroll: true });
      place = node.getBoundingClientRect().top;
      moved = now;
    }
    if ((now - moved > STILL && !drawing()) || now - begun > LONGEST) {
      moving.abort();
    }
    if (!signal.aborted) {
      requestAnimationFrame(look);
    }
  };
  look(begun);
}
