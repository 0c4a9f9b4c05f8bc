/**
 * The other tabs of this browser in which the same paper is open. They tell each other
 * when they have saved, take turns at saving, and say that they are there.
 */
const CHANNEL = 'xuncha:papers';

/** How long to wait for the others to say that they are there, in milliseconds. */
const ROLL_CALL = 300;

export class Neighbours {
  /**
   * @param {string} paper what tells this paper from all others
   * @param {string} name the name of this open paper
   * @param {() => void} onSaved another tab has saved the paper
   */
  constructor(paper, name, onSaved) {
    this.paper = paper;
    this.name = name;
    this.onSaved = onSaved;
    this.present = new Set();
    this.channel = new BroadcastChannel(CHANNEL);
    this.channel.onmessage = ({ data }) => {
      if (data?.paper === paper && typeof data.name === 'string') {
        this.hear(data);
      }
    };
  }

  hear({ kind, name }) {
    this.present.add(name);
    if (kind === 'saved') {
      this.onSaved();
    } else if (kind === 'who') {
      this.say('here');
    }
  }

  say(kind) {
    this.channel.postMessage({ paper: this.paper, name: this.name, kind });
  }

  /** The names of the others that are open. @returns {Promise<Set<string>>} */
  async roll() {
    this.present.clear();
    this.say('who');
    await new Promise((resolve) => setTimeout(resolve, ROLL_CALL));
    return new Set(this.present);
  }

  /** Do `work` while none of the others does. Browsers lend locks to safe origins only. */
  alone(work) {
    return navigator.locks ? navigator.locks.request(this.paper, work) : work();
  }

  close() {
    this.channel.close();
  }
}
