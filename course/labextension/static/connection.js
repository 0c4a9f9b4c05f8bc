/**
 * JupyterLab tells of a lost connection in a dialog that stands in the way. While a paper
 * is on the screen, the paper says it instead.
 */
const watching = new WeakMap();

/**
 * @param {Jupyter.App} app
 * @param {import('./paper.js').Paper} paper
 * @param {{suspect: () => void}} saver told when the connection is lost
 */
export function quieten(app, paper, saver) {
  const { connectionFailure } = app.serviceManager;
  if (!watching.has(connectionFailure)) {
    watching.set(connectionFailure, new Set());
    interpose(connectionFailure);
  }
  const watch = { paper, saver };
  watching.get(connectionFailure).add(watch);
  paper.panel.disposed.connect(() => watching.get(connectionFailure).delete(watch));
}

function interpose(signal) {
  const tell = signal.emit.bind(signal);
  signal.emit = (error) => {
    const shown = [...watching.get(signal)].filter(({ paper }) => paper.panel.isVisible);
    shown.forEach(({ saver }) => saver.suspect());
    // A hub that says its server has stopped offers to start it again: leave it that.
    if (!shown.length || error.response) {
      tell(error);
    }
  };
}
