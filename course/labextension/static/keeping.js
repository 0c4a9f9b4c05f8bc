/**
 * Answers that are in no file yet, kept in this browser, so that neither a crash nor a
 * dead server takes them away.
 *
 * Every open paper has a record of its own in localStorage, so that two tabs never
 * overwrite each other's. A record that no open paper owns was left behind.
 *
 * @typedef {{source: string, base: string, other?: string, at: number}} Kept
 *   an answer, what the file held when it was given, another version still to be decided
 *   about, and when it was kept
 */
const PREFIX = 'xuncha:answers:';

/** No answer is longer, in characters; a longer one is not kept and that is said. */
const LONGEST_ANSWER = 200_000;

/** No record is longer; a longer one is none of ours. */
const LONGEST_RECORD = 4_000_000;

export class Keeping {
  /**
   * @param {string[]} key what tells this notebook from all others: server, path, quiz
   * @param {Storage | null} storage
   */
  constructor(key, storage = browserStorage()) {
    this.storage = storage;
    this.place = PREFIX + key.map(encodeURIComponent).join('|');
    /** The name of this open paper. */
    this.owner = Math.random().toString(36).slice(2, 12);
    /** @type {Map<string, Kept>} */
    this.kept = new Map();
    /** Whether all that should be kept is kept. */
    this.holds = true;
  }

  /** Keep `answers`, and nothing else. @param {Map<string, Kept>} answers */
  put(answers) {
    const fit = [...answers].filter(([, { source, other = '' }]) =>
      source.length + other.length <= LONGEST_ANSWER);
    this.kept = new Map(fit);
    try {
      if (fit.length) {
        this.storage.setItem(this.record(this.owner), JSON.stringify(fit));
      } else {
        this.storage.removeItem(this.record(this.owner));
      }
      this.holds = fit.length === answers.size;
    } catch {
      this.holds = answers.size === 0; // no room, or the browser keeps nothing
    }
  }

  /**
   * What was left behind by papers that are open no more, the newest of each answer; an
   * older one that differs is its `other`.
   * @param {Set<string>} open the names of the papers still open
   * @returns {Map<string, Kept>}
   */
  left(open) {
    const answers = new Map();
    const all = this.leftRecords(open).flatMap((name) => this.read(name));
    for (const [id, kept] of all.sort(([, one], [, two]) => one.at - two.at)) {
      const older = answers.get(id);
      const differs = older && older.source !== kept.source && older.source !== kept.base;
      answers.set(id, differs && kept.other === undefined ? { ...kept, other: older.source } : kept);
    }
    return answers;
  }

  /** Keep no longer what was left behind. @param {Set<string>} open */
  drop(open) {
    this.leftRecords(open).forEach((name) => this.storage.removeItem(name));
  }

  record(owner) {
    return `${this.place}|${owner}`;
  }

  leftRecords(open) {
    try {
      return Object.keys(this.storage).filter((name) => {
        const owner = name.slice(this.place.length + 1);
        return name === this.record(owner) && owner !== this.owner && !open.has(owner);
      });
    } catch {
      return []; // the browser keeps nothing
    }
  }

  /** Read one record; what is not of its form is left out. @returns {[string, Kept][]} */
  read(name) {
    const text = this.storage.getItem(name) ?? '';
    if (text.length > LONGEST_RECORD) {
      return [];
    }
    try {
      return JSON.parse(text).filter(isEntry).map(([id, { source, base, other, at }]) =>
        [id, { source, base, ...(other === undefined ? {} : { other }), at }]);
    } catch {
      return [];
    }
  }
}

/** Browsers can be told to keep nothing; then there is none. */
function browserStorage() {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

function isEntry(entry) {
  const [id, kept] = Array.isArray(entry) ? entry : [];
  return typeof id === 'string'
    && [kept?.source, kept?.base, kept?.other ?? ''].every(isAnswer)
    && Number.isFinite(kept.at);
}

const isAnswer = (value) => typeof value === 'string' && value.length <= LONGEST_ANSWER;
