/**
 * JupyterLab makes the cell that has the focus the active one, which takes work in every
 * cell of the notebook. A person at work in a form does not wait for that: JupyterLab is
 * told of the focus once it rests, and until then hears of no key, as it would have the
 * focus go back to the cell that it holds to be active.
 */
const REST = 1_000;

const waiting = new WeakMap();

/**
 * @param {Jupyter.Notebook} notebook JupyterLab's notebook widget, which listens to what happens inside it
 * @param {HTMLElement} node a form inside one of its cells
 */
export function tellWhenAtRest(notebook, node) {
  node.tabIndex = -1; // or a press beside a control would give the focus to the cell around
  node.addEventListener('keydown', (event) => event.stopPropagation());
  node.addEventListener('focusin', (event) => {
    event.stopPropagation();
    clearTimeout(waiting.get(notebook));
    waiting.set(notebook, setTimeout(() => {
      if (!notebook.isDisposed && node.contains(document.activeElement)) {
        notebook.handleEvent(event);
      }
    }, REST));
  });
}
