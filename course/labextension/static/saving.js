/**
 * Gets every answer into the paper's file, soon and by itself, and knows for each where
 * it stands.
 *
 * It takes the place of JupyterLab's own save of the notebook, which asks in dialogs what
 * nobody who sits an exam can answer: a save that fails is tried again until it works,
 * and a file that was changed elsewhere is merged answer by answer. What the file does
 * not hold yet is kept in the browser.
 *
 * @typedef {'unsaved' | 'saving' | 'saved' | 'failed' | 'offline' | 'conflict'} SaveState
 */
import { Answers } from './answers.js';
import { Keeping } from './keeping.js';
import { answersIn, mergeEntries, samePaper } from './merging.js';
import { Neighbours } from './neighbours.js';
import { Remote } from './remote.js';

/** How long the person has to pause before a save starts, in milliseconds. */
const PAUSE = 600;

/** How long changes may go on before a save starts in their midst. */
const LONGEST_WAIT = 5_000;

/** When to try again after a failure: soon at first, then ever later up to this. */
const FIRST_RETRY = 1_000;
const SLOWEST_RETRY = { offline: 5_000, failed: 30_000 };

/** Coming back to the window looks at the file, but not more often than this. */
const BETWEEN_LOOKS = 3_000;

const savers = new WeakMap();

/** The one saver of a notebook, however many views it has. */
export function saverOf(paper, lab) {
  const { context } = paper;
  if (!savers.has(context)) {
    savers.set(context, new Saver(context, paper.about, lab));
  }
  return savers.get(context);
}

export class Saver {
  /**
   * @param {Jupyter.Context} context the document context, ready
   * @param {{id?: string}} about the notebook's `xuncha` metadata
   * @param {Jupyter.Lab} lab
   */
  constructor(context, about, lab) {
    this.context = context;
    this.model = context.model;
    this.remote = new Remote(context, lab);
    const key = [this.remote.settings.baseUrl, context.path, String(about.id ?? '')];
    this.keeping = new Keeping(key);
    this.neighbours = new Neighbours(this.keeping.place, this.keeping.owner, () => this.look());
    this.answers = new Answers(this.model, () => this.changed());
    /** What is on its way to the file. @type {Map<string, string>} */
    this.flying = new Map();
    /** Why answers cannot be saved now. @type {import('./remote.js').Trouble | null} */
    this.trouble = null;
    /** Another paper lies where this one was. */
    this.displaced = false;
    /** Called when any answer may stand otherwise. @type {Set<() => void>} */
    this.listeners = new Set();
    this.followModel();
    this.takeOver();
    this.followPage();
  }

  // ---- what there is ---------------------------------------------------------------

  /** @returns {SaveState} */
  stateOf(id) {
    const { answers } = this;
    if (answers.conflicts.has(id)) {
      return 'conflict';
    }
    const source = answers.source(id);
    if (source === answers.base.get(id)) {
      return 'saved';
    }
    return this.trouble?.state ?? (this.flying.get(id) === source ? 'saving' : 'unsaved');
  }

  /** How the paper as a whole stands. @returns {SaveState} */
  get state() {
    if (this.trouble || this.displaced) {
      return this.trouble?.state ?? 'failed';
    }
    const states = this.answers.unsaved.map((id) => this.stateOf(id));
    /** @type {SaveState[]} */
    const pressing = ['conflict', 'unsaved', 'saving'];
    return pressing.find((state) => states.includes(state)) ?? 'saved';
  }

  tell() {
    this.listeners.forEach((listener) => listener());
  }

  // ---- following what happens ------------------------------------------------------

  followModel() {
    this.version = this.context.contentsModel;
    /** Whether anything, answers or not, was changed since it was last written. */
    this.touched = false;
    this.about = this.model.getMetadata('xuncha');
    this.clean(); // what JupyterLab itself has put right while reading is nothing to ask about
    this.model.contentChanged.connect(() => {
      this.touched = true;
    });
    this.context.disposed.connect(() => this.dispose());
  }

  changed() {
    this.keep();
    this.schedule();
    this.tell();
  }

  schedule() {
    if (this.trouble?.state === 'offline' || this.displaced) {
      return; // the next try is on its way already
    }
    const now = Date.now();
    this.waitingSince ??= now;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.quietly(this.save()),
      Math.max(0, Math.min(PAUSE, this.waitingSince + LONGEST_WAIT - now)));
  }

  /** Keep in the browser what the file does not hold. */
  keep() {
    this.keeping.put(this.answers.toKeep());
  }

  followPage() {
    const pages = new AbortController();
    const { signal } = pages;
    this.leavePage = () => pages.abort();
    window.addEventListener('beforeunload', (event) => {
      if (this.answers.unsaved.length) {
        event.preventDefault();
        event.returnValue = '';
      }
    }, { signal });
    document.addEventListener('visibilitychange', () => {
      if (document.hidden && this.answers.unsaved.length && !this.trouble) {
        this.quietly(this.save());
      } else if (!document.hidden) {
        this.look();
      }
    }, { signal });
    window.addEventListener('focus', () => {
      if (Date.now() - (this.lookedAt ?? 0) > BETWEEN_LOOKS) {
        this.look();
      }
    }, { signal });
    window.addEventListener('online', () => this.look(), { signal });
  }

  dispose() {
    clearTimeout(this.timer);
    clearTimeout(this.retry);
    this.leavePage();
    this.neighbours.close();
  }

  // ---- saving ----------------------------------------------------------------------

  /** Whoever saves or reloads this notebook, JupyterLab's own timer too, does it our way. */
  takeOver() {
    const { context } = this;
    const revert = context.revert.bind(context);
    context.save = () => this.save();
    context.revert = async () => {
      await revert();
      this.version = context.contentsModel;
      this.touched = false;
      this.about = this.model.getMetadata('xuncha');
      this.displaced = false;
      this.answers.settle();
      this.keep();
      this.tell();
    };
  }

  /** Save now; a save that is under way already is followed by another. */
  save() {
    clearTimeout(this.timer);
    this.next ??= this.follow();
    return this.next;
  }

  async follow() {
    await this.current?.catch(() => {});
    this.current = this.next;
    this.next = null;
    return this.sync();
  }

  /** See whether the file has changed, and take in what has. */
  look() {
    this.quietly(this.save());
  }

  /** The person wants another try at once. */
  tryAgain() {
    this.trouble = null;
    this.tell();
    this.look();
  }

  /** The connection is said to be lost: see for ourselves. */
  suspect() {
    if (!this.trouble) {
      this.look();
    }
  }

  /** Failures are told by state, not thrown. */
  quietly(saving) {
    saving.catch(() => {});
  }

  async sync() {
    clearTimeout(this.retry);
    this.lookedAt = Date.now();
    this.waitingSince = null;
    const saving = this.needed;
    if (saving) {
      this.flying = new Map(this.answers.unsaved.map((id) => [id, this.answers.source(id)]));
      this.context.saveState.emit('started');
      this.tell();
    }
    try {
      await this.neighbours.alone(() => this.exchange());
      this.trouble = null;
      this.delay = FIRST_RETRY;
    } catch (error) {
      this.trouble = this.displaced || this.context.isDisposed ? null : await this.remote.explain(error);
      this.tryLater();
      throw error;
    } finally {
      this.flying = new Map();
      if (!this.context.isDisposed) {
        this.keep();
        if (saving) {
          this.context.saveState.emit(this.trouble || this.displaced ? 'failed' : 'completed');
        }
        this.tell();
      }
    }
  }

  tryLater() {
    if (this.trouble && !this.context.isDisposed) {
      const slowest = SLOWEST_RETRY[this.trouble.login ? 'offline' : this.trouble.state];
      this.delay = Math.min(this.delay ?? FIRST_RETRY, slowest);
      this.retry = setTimeout(() => this.look(), this.delay);
      this.delay *= 2;
    }
  }

  /** Whether there is anything to write. */
  get needed() {
    return this.touched || this.answers.waiting;
  }

  /** Take in what was changed in the file, then write what was changed here. */
  async exchange() {
    const there = await this.remote.version();
    if (there && !this.isOurs(there)) {
      await this.meet();
    }
    if (!this.needed || this.context.isDisposed) {
      return;
    }
    const notebook = this.model.toJSON();
    const sources = this.answers.send(notebook);
    this.touched = false;
    let written;
    try {
      written = await this.remote.write(notebook);
    } catch (error) {
      this.touched = true;
      throw error;
    }
    this.about = notebook.metadata.xuncha;
    this.answers.arrived(sources);
    this.clean();
    const now = await this.remote.version();
    // Written again in the meantime: not a version we know.
    this.version = now?.last_modified === written.last_modified ? now : {};
    this.noteVersion({ ...written, hash: now?.hash, hash_algorithm: now?.hash_algorithm });
    this.neighbours.say('saved');
  }

  /** @param {import('./remote.js').Version} version */
  isOurs({ hash, last_modified }) {
    return hash && this.version?.hash
      ? hash === this.version.hash
      : last_modified === this.version?.last_modified;
  }

  /** JupyterLab warns of unsaved changes as long as the model says that there are any. */
  clean() {
    if (!this.touched && !this.answers.unsaved.length) {
      this.model.dirty = false;
    }
  }

  /**
   * Tell the context which version of the file it shows, as its own save would. It has no
   * public way for that; without it nothing but the file's caption in the tab would be old.
   */
  noteVersion(version) {
    this.context._updateContentsModel?.({ ...this.context.contentsModel, ...version });
  }

  // ---- the file was changed elsewhere ----------------------------------------------

  async meet() {
    const { content, ...version } = await this.remote.read();
    if (this.context.isDisposed) {
      return;
    }
    if (!samePaper(content, this.model.toJSON())) {
      this.displaced = true;
      throw new Error('another paper lies there');
    }
    this.displaced = false;
    const { touched } = this;
    this.meetMetadata(content.metadata?.xuncha);
    for (const [id, { source }] of answersIn(content)) {
      this.answers.meet(id, source);
    }
    this.touched = touched;
    this.version = version;
    this.noteVersion(version);
    this.clean();
  }

  /** What the file says of the paper as a whole, handed in for example, holds here too. */
  meetMetadata(theirs) {
    const ours = this.model.getMetadata('xuncha');
    const merged = mergeEntries(this.about, ours, theirs);
    this.about = theirs;
    if (JSON.stringify(merged) !== JSON.stringify(ours)) {
      this.model.setMetadata('xuncha', merged);
    }
  }

  /** The person has chosen one of the two versions of an answer. */
  choose(id, source) {
    this.answers.choose(id, source);
    this.keep();
    this.tell();
    this.look();
  }

  /** Show the other paper that lies there now; our answers are put beside it if unsaved. */
  async showDisplacing() {
    if (this.answers.unsaved.length) {
      const now = new Date().toTimeString().slice(0, 8).replaceAll(':', '');
      await this.remote.write(this.model.toJSON(), this.context.path.replace(/(\.ipynb)?$/, `-我的作答-${now}.ipynb`));
    }
    await this.context.revert();
    this.tell();
  }

  // ---- left in the browser ---------------------------------------------------------

  /** Answers that earlier visits left in this browser and that are not in the file. */
  async findLeft() {
    this.open = await this.neighbours.roll();
    const left = this.answers.news(this.keeping.left(this.open));
    if (!left.size) {
      this.keeping.drop(this.open);
    }
    return left;
  }

  /** Put the answers left behind into the paper. */
  restore(left) {
    this.answers.restore(left);
    this.keep();
    this.dropLeft();
    this.tell();
  }

  dropLeft() {
    this.keeping.drop(this.open);
  }
}
