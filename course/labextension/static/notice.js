/**
 * A strip above the page that is there only while it has something to say, with up to
 * two buttons.
 *
 * @typedef {[label: string, act: () => void]} Act a button of the strip
 */
import { element } from './forms/frame.js';
import { button } from './paper.js';

export class Notice {
  /**
   * @param {import('./paper.js').Paper} paper
   * @param {{spoken?: boolean, calm?: boolean}} [how] `spoken`: screen readers are told what
   *   it says; `calm`: nothing has to be done, so no button stands out
   */
  constructor(paper, { spoken = false, calm = false } = {}) {
    this.paper = paper;
    this.text = '';
    this.line = element('span', {});
    /** Sentences that are added while the same thing goes on. */
    this.more = element('span', {});
    const words = element('p', spoken ? { role: 'status', 'aria-atomic': 'false' } : {}, this.line, this.more);
    /** @type {(() => void)[]} */
    this.acts = [];
    this.buttons = [0, 1].map((place) =>
      button('', () => this.acts[place](), calm || place ? 'xc-button' : 'xc-button xc-button-main'));
    this.node = element('div', {}, words, ...this.buttons);
    this.strip = paper.addStrip(this.node);
    this.strip.addClass('xc-notice');
    paper.onView.push(() => this.show());
    this.show();
  }

  /** Say `text`, nothing if it is empty. @param {string} text @param {...Act} acts */
  say(text, ...acts) {
    this.acts = acts.map(([, act]) => act);
    const labels = acts.map(([label]) => label);
    const said = [text, ...labels].join('\n');
    if (said === this.said && !this.more.textContent) {
      return; // said again it would be read out again
    }
    this.said = said;
    this.text = text;
    this.line.textContent = text;
    this.more.textContent = '';
    this.buttons.forEach((node, place) => {
      node.textContent = labels[place] ?? '';
      node.hidden = !labels[place];
    });
    this.show();
  }

  show() {
    this.strip.hide();
    this.strip.setHidden(!this.text || this.paper.plain); // shown anew, it is given the room it needs
  }
}
