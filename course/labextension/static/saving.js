/**
 * Saves a notebook shortly after each change, and knows for every answer whether the
 * file on disk holds it.
 *
 * @typedef {'unsaved' | 'saved' | 'failed'} SaveState
 */

/** How long the person has to pause before a save starts, in milliseconds. */
const PAUSE = 600;

/** A save of JupyterLab's own may be under way; two at once would be taken as a conflict. */
const LONGEST_SAVE = 10_000;

export class Saver {
  /**
   * @param {object} context the document context
   * @param {(answer: object, state: SaveState) => void} report told of each change of state
   */
  constructor(context, report) {
    this.context = context;
    this.report = report;
    /** Answers the file does not hold yet, with the number of their latest change. */
    this.waiting = new Map();
    this.changes = 0;
    this.saving = null;
    this.startedAt = 0;
    context.saveState.connect((_, state) => this.onSave(state));
    context.disposed.connect(() => clearTimeout(this.timer));
  }

  /** Note that `answer` has changed, and save soon. */
  changed(answer) {
    this.changes += 1;
    this.waiting.set(answer, this.changes);
    this.report(answer, 'unsaved');
    this.schedule();
  }

  /** Save now. */
  async save() {
    clearTimeout(this.timer);
    if (this.saving && Date.now() - this.startedAt < LONGEST_SAVE) {
      this.schedule();
      return;
    }
    try {
      await this.context.save();
    } catch {
      this.failed(); // JupyterLab has told the person why in a dialog
    }
  }

  schedule() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), PAUSE);
  }

  /** Follow every save of the notebook, whoever started it. */
  onSave(state) {
    if (state === 'started') {
      this.saving = new Map(this.waiting);
      this.startedAt = Date.now();
    } else if (state === 'completed') {
      this.completed();
    } else if (state === 'failed') {
      this.failed();
    }
  }

  completed() {
    for (const [answer, change] of this.saving ?? []) {
      if (this.waiting.get(answer) === change) {
        this.waiting.delete(answer);
        this.report(answer, 'saved');
      }
    }
    this.saving = null;
  }

  failed() {
    this.saving = null;
    for (const answer of this.waiting.keys()) {
      this.report(answer, 'failed');
    }
  }
}
