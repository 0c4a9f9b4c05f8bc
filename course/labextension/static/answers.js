/**
 * The answers of one paper: what each says here, what the file holds of it, and which of
 * them were changed on both sides. Knows nothing of requests or of time.
 */
import { answersIn, answersOf, decide } from './merging.js';

/** How many earlier texts of one answer are remembered. */
const MEMORY = 50;

export class Answers {
  /**
   * @param {Jupyter.NotebookModel} model the notebook's
   * @param {() => void} onChange called when the person has changed an answer
   */
  constructor(model, onChange) {
    this.model = model;
    this.onChange = onChange;
    /** The answer cells' models by name. @type {Map<string, Jupyter.CellModel>} */
    this.cells = new Map();
    /** What each said when it was last looked at. @type {Map<string, string>} */
    this.seen = new Map();
    /** What the file holds of each. @type {Map<string, string>} */
    this.base = new Map();
    /** The other version of an answer that was changed on both sides. @type {Map<string, string>} */
    this.conflicts = new Map();
    /** What our saves have replaced, and what we sent without hearing that it arrived. */
    this.replaced = new Recent();
    this.sent = new Recent();
    this.find();
    this.settle();
    model.cells.changed.connect(() => this.find());
  }

  source(id) {
    return this.cells.get(id)?.sharedModel.getSource();
  }

  setSource(id, source) {
    this.cells.get(id).sharedModel.setSource(source);
  }

  /** The name of an answer cell. */
  nameOf(cell) {
    return [...this.cells].find(([, other]) => other === cell)?.[0];
  }

  /** The answers that the file does not hold. @returns {string[]} */
  get unsaved() {
    return [...this.cells.keys()].filter((id) => this.source(id) !== this.base.get(id));
  }

  /** Whether any answer is to be written; one that waits for a decision is not. */
  get waiting() {
    return this.unsaved.some((id) => !this.conflicts.has(id));
  }

  find() {
    const known = new Set(this.cells.values());
    this.cells = answersOf(this.model.cells, (cell, key) => cell.getMetadata(key));
    for (const [id, cell] of this.cells) {
      if (!known.has(cell)) {
        this.seen.set(id, this.source(id));
        cell.contentChanged.connect(() => this.changed(cell));
      }
    }
  }

  changed(cell) {
    const id = this.nameOf(cell);
    if (id === undefined || this.source(id) === this.seen.get(id)) {
      return; // gone from the notebook, or nothing but its metadata has changed
    }
    this.seen.set(id, this.source(id));
    if (this.source(id) === this.conflicts.get(id)) {
      this.conflicts.delete(id);
    }
    this.onChange();
  }

  /** The file holds just what is shown. */
  settle() {
    this.conflicts.clear();
    for (const id of this.cells.keys()) {
      this.base.set(id, this.source(id));
    }
  }

  // ---- to the file and back ----------------------------------------------------------

  /**
   * Make `notebook` what is to be written: where two versions wait for a decision, the
   * file's stays.
   * @returns {Map<string, string>} the answers as they are sent
   */
  send(notebook) {
    const sources = new Map();
    for (const [id, cell] of answersIn(notebook)) {
      if (this.conflicts.has(id)) {
        cell.source = this.base.get(id);
      }
      sources.set(id, cell.source);
      if (cell.source !== this.base.get(id)) {
        this.sent.add(id, cell.source);
      }
    }
    return sources;
  }

  /** The file holds what was sent. */
  arrived(sources) {
    for (const [id, source] of sources) {
      if (source !== this.base.get(id)) {
        this.replaced.add(id, this.base.get(id));
        this.sent.remove(id, source);
        this.base.set(id, source);
      }
    }
  }

  /** The file, changed elsewhere, holds `theirs` for an answer: take it in, or note that both have changed it. */
  meet(id, theirs) {
    const base = this.sent.has(id, theirs) ? theirs : this.base.get(id);
    const decision = decide({ base, ours: this.source(id), theirs }, this.replaced.of(id));
    this.base.set(id, theirs);
    if (decision === 'theirs') {
      this.setSource(id, theirs);
      this.cells.get(id).sharedModel.clearUndoHistory?.(); // to undo here would undo it there
    } else if (decision === 'ask') {
      this.conflicts.set(id, theirs);
    }
    if (this.source(id) === theirs) {
      this.conflicts.delete(id);
    }
  }

  /** The person has chosen one of the two versions of an answer. */
  choose(id, source) {
    this.conflicts.delete(id);
    this.setSource(id, source);
  }

  // ---- to the browser and back -------------------------------------------------------

  /** What the file does not hold, as it is kept in the browser. */
  toKeep() {
    return new Map(this.unsaved.map((id) => [id, {
      source: this.source(id),
      base: this.base.get(id) ?? '',
      other: this.conflicts.get(id),
      at: Date.now()
    }]));
  }

  /** Of the answers an earlier visit left, those that say something new. */
  news(left) {
    return new Map([...left].filter(([id, { source, other }]) =>
      this.cells.has(id) && (source !== this.source(id) || other !== undefined)));
  }

  /** Put answers left behind into the paper; one given twice is asked about. */
  restore(left) {
    for (const [id, { source, base, other }] of left) {
      const now = this.source(id);
      const second = decide({ base, ours: source, theirs: now }) === 'ask' ? now : other;
      this.setSource(id, source);
      if (second !== undefined && second !== source) {
        this.conflicts.set(id, second);
      }
    }
  }
}

/** The latest of some texts for each answer. */
class Recent {
  constructor() {
    this.texts = new Map();
  }

  of(id) {
    return this.texts.get(id);
  }

  has(id, text) {
    return this.texts.get(id)?.has(text) ?? false;
  }

  add(id, text) {
    const texts = (this.texts.get(id) ?? new Set()).add(text);
    if (texts.size > MEMORY) {
      texts.delete(texts.values().next().value);
    }
    this.texts.set(id, texts);
  }

  remove(id, text) {
    this.texts.get(id)?.delete(text);
  }
}
