/**
 * Keeps a paper's cells as they were handed out: none is added, deleted, split, merged,
 * moved or turned into another kind, whichever menu, key or command asks for it.
 *
 * All of JupyterLab's actions change the list of cells through these methods of the
 * shared notebook. What reads a whole file anew (a revert) goes through them as well
 * and is let pass.
 */
const STRUCTURAL = [
  'insertCell', 'insertCells', 'addCell', 'deleteCell', 'deleteCellRange', 'moveCell', 'moveCells'
];

/**
 * @param {{sharedModel: Object<string, any>}} model the notebook's model, filled from its file
 * @param {() => void} refused called when something was refused, at most once a turn
 */
export function guard(model, refused) {
  const shared = model.sharedModel;
  let reading = 0;
  let told = false;
  for (const name of STRUCTURAL) {
    const change = shared[name];
    if (typeof change !== 'function') {
      continue; // an older or newer JupyterLab has not got it
    }
    shared[name] = function guarded(...values) {
      if (reading) {
        return change.apply(shared, values);
      }
      if (!told) {
        told = true;
        setTimeout(() => { told = false; refused(); });
      }
      return undefined;
    };
  }
  for (const [owner, name] of [[model, 'fromJSON'], [shared, 'fromJSON'], [shared, 'setSource']]) {
    letPass(owner, name);
  }

  function letPass(owner, name) {
    const read = owner[name];
    if (typeof read !== 'function') {
      return;
    }
    owner[name] = function readAnew(...values) {
      reading += 1;
      try {
        return read.apply(owner, values);
      } finally {
        reading -= 1;
      }
    };
  }
}
