/**
 * One sitting of a paper, around its questions: the answer sheet, marks for later, the
 * clock, and handing in, after which the paper is read-only until it is opened again.
 *
 * What has to outlast a reload stands in the notebook's own description: `begun` (when
 * the paper was first opened), `later` (the numbers marked) and `handed_in`.
 */
import { Clock } from './clock.js';
import { element } from './forms/frame.js';
import { Desk, askAndHandIn, told } from './handin.js';
import { hold } from './holding.js';
import { Notice } from './notice.js';
import { button } from './paper.js';
import { Sheet } from './sheet.js';

/** After how many milliseconds a question that is not drawn yet is scrolled to once more. */
const AGAIN = 500;
const STRUCTURE = '试卷的题目不能增删、拆分或移动。';

export class Sitting {
  /**
   * @param {import('./paper.js').Paper} paper
   * @param {Jupyter.Lab} lab
   * @param {import('./saving.js').Saver} saver
   */
  constructor(paper, lab, saver) {
    this.paper = paper;
    this.lab = lab;
    this.saver = saver;
    /** By number. @type {Map<number, import('./question.js').Question>} */
    this.questions = new Map();
    /** @type {import('./sheet.js').Entry[]} */
    this.entries = [];
    this.sheet = new Sheet((number) => this.goTo(number));
    this.desk = new Desk(lab, paper.context);
    this.said = element('span', { class: 'xc-hidden', role: 'status' });
    this.begin();
    paper.panel.content.node.addEventListener('focusin', (event) => this.visited(event), true);
    paper.model.metadataChanged.connect(() => this.drawStanding());
  }

  get about() {
    return this.paper.model.getMetadata('xuncha') ?? {};
  }

  /** Change the notebook's own description and have it saved. */
  note(change) {
    const { about } = this;
    const kept = Object.entries({ ...about, ...change }).filter(([, value]) => value !== undefined);
    this.paper.model.setMetadata('xuncha', Object.fromEntries(kept));
    this.saver.look();
  }

  begin() {
    const { begun, minutes, limited } = this.about;
    const noted = Date.parse(begun);
    this.opened = Number.isNaN(noted) ? Date.now() : noted;
    if (limited === true) {
      this.noteBegun();
    }
    this.clock = new Clock({
      started: this.opened,
      minutes: Number(minutes) || undefined,
      limited: limited === true,
      onOver: () => this.handIn()
    });
    this.paper.panel.disposed.connect(() => this.clock.stop());
  }

  /** Where nothing hangs on the time, a paper that is only looked at stays as it is. */
  noteBegun() {
    if (this.about.begun === undefined && !this.handedIn) {
      this.note({ begun: new Date(this.opened).toISOString() });
    }
  }

  // ---- what stands in the head -------------------------------------------------------

  /** Put the sitting's part into the paper's head, and the sheet beside the page. */
  addTo(head) {
    this.sheetButton = button('答题卡', () => this.showSheet(this.sheet.node.hidden));
    this.handInButton = button('交卷', () => this.handIn(), 'xc-button xc-button-main');
    head.append(this.clock.node, this.sheetButton, this.handInButton, this.said);
    this.paper.panel.node.append(this.sheet.node);
    this.sheet.node.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') {
        this.showSheet(false);
        this.sheetButton.focus();
      }
    });
    this.showSheet(false);
    this.paper.onView.push(() => this.showSheet(false));
    const page = new ResizeObserver(() => this.placeSheet());
    page.observe(this.paper.panel.content.node);
    this.paper.panel.disposed.connect(() => page.disconnect());
    this.addStanding();
  }

  showSheet(open) {
    this.sheet.node.hidden = !open;
    this.sheetButton.setAttribute('aria-expanded', String(open));
    if (open) {
      this.placeSheet();
      this.sheet.list.querySelector('[aria-current], button')?.focus();
    }
  }

  /** Where the page begins: below whatever strips there are just now. */
  placeSheet() {
    const { panel } = this.paper;
    const top = panel.content.node.getBoundingClientRect().top - panel.node.getBoundingClientRect().top;
    this.sheet.node.style.top = `${Math.round(top)}px`;
  }

  // ---- questions ---------------------------------------------------------------------

  /** A question has been drawn. @param {import('./question.js').Question} question */
  add(question) {
    this.questions.set(question.number, question);
    const mark = button('', () => this.toggleLater(question.number), 'xc-link xc-later');
    question.later = mark;
    question.foot.append(mark);
    this.drawQuestion(question);
  }

  /** @param {Pick<import('./sheet.js').Entry, 'number' | 'extent'>[]} answers in the order of the paper */
  update(answers) {
    const later = new Set(this.later);
    this.entries = answers.map((entry) => ({ ...entry, later: later.has(entry.number) }));
    this.sheet.update(this.entries);
    if (answers.some(({ extent }) => extent !== 'blank')) {
      this.noteBegun();
    }
  }

  get later() {
    const { later } = this.about;
    return Array.isArray(later) ? later.filter(Number.isInteger) : [];
  }

  toggleLater(number) {
    const later = new Set(this.later);
    if (!later.delete(number)) {
      later.add(number);
    }
    this.note({ later: later.size ? [...later].sort((a, b) => a - b) : undefined });
    this.update(this.entries);
    this.drawQuestion(this.questions.get(number));
  }

  drawQuestion(question) {
    const marked = this.later.includes(question.number);
    question.later.setAttribute('aria-pressed', String(marked));
    question.later.textContent = marked ? '⚑ 已标记，回头再看' : '⚐ 标记，回头再看';
    question.root.disabled = this.handedIn !== null;
    question.foot.classList.toggle('xc-closed', this.handedIn !== null);
  }

  /** Bring a question into view, wherever it is, with the focus in its form. */
  async goTo(number) {
    const { content } = this.paper.panel;
    const at = [...this.paper.model.cells].findIndex((cell) => {
      const about = cell.getMetadata('xuncha');
      return about?.role === 'answer' && about.number === number;
    });
    if (at < 0) {
      return;
    }
    this.heading = number;
    // It may take a while where JupyterLab draws cells one by one; meanwhile what is above grows and moves it away.
    for (let drawn = false; !drawn;) {
      content.scrollToItem(Math.max(0, at - 1), 'start').catch(() => {});
      drawn = await Promise.race([this.paper.cells[at].ready.then(() => true), pause(AGAIN)]);
      if (this.heading !== number || this.paper.panel.isDisposed) {
        return; // the person is on the way to another one by now
      }
    }
    const stem = this.paper.cells[Math.max(0, at - 1)].node;
    const question = this.questions.get(number);
    /** @type {HTMLElement | undefined} */
    const control = question?.root.querySelector('input:checked')
      ?? question?.root.querySelector('input, select, textarea, button');
    hold(stem, control ?? question?.later ?? stem, () => this.paper.cells.some((cell) => cell.isPlaceholder()));
    this.sheet.visit(number);
    if (!matchMedia('(min-width: 1200px)').matches) {
      this.sheet.node.hidden = true;
      this.sheetButton.setAttribute('aria-expanded', 'false');
    }
  }

  visited(event) {
    const cell = this.paper.cells.find(({ node }) => node.contains(event.target));
    const number = cell?.model.getMetadata('xuncha')?.number;
    if (number !== undefined) {
      this.sheet.visit(number);
    }
  }

  // ---- handing in --------------------------------------------------------------------

  /** What is noted of a hand-in; null while the paper is open. */
  get handedIn() {
    const { handed_in: done } = this.about;
    return done && typeof done === 'object' && !Array.isArray(done) ? done : null;
  }

  addStanding() {
    this.standing = new Notice(this.paper, { spoken: true, calm: true });
    this.drawStanding();
  }

  drawStanding() {
    if (!this.standing || this.paper.panel.isDisposed) {
      return;
    }
    const done = this.handedIn;
    if (done) {
      this.standing.say(told(done), ['重新打开作答', () => this.reopen()]);
    } else {
      this.standing.say('');
    }
    this.handInButton.hidden = done !== null;
    this.clock.node.hidden = done !== null || !this.about.minutes;
    this.questions.forEach((question) => this.drawQuestion(question));
  }

  handIn() {
    if (this.handedIn || this.paper.panel.node.querySelector('dialog[open]')) {
      return;
    }
    const numbers = (wanted) => this.entries.filter(wanted).map(({ number }) => number);
    askAndHandIn(this.paper.panel.node, {
      desk: this.desk,
      blank: numbers(({ extent }) => extent === 'blank'),
      part: numbers(({ extent }) => extent === 'part'),
      later: numbers(({ later }) => later),
      onJump: (number) => this.goTo(number),
      save: () => this.saveAll(),
      onDone: ({ how, moment, digest, file }) => this.note({ handed_in: { how, moment, digest, file } })
    });
  }

  /** Whether, after a save, the file holds every answer. */
  async saveAll() {
    try {
      await this.saver.save();
    } catch {
      return false; // the strip says why
    }
    return this.saver.answers.unsaved.length === 0;
  }

  reopen() {
    this.note({ handed_in: undefined });
    this.said.textContent = '试卷已重新打开，可以继续作答。改完要再交一次卷。';
    this.handInButton.focus();
  }

  /** Something tried to change the paper's cells. */
  refused() {
    this.said.textContent = '';
    setTimeout(() => { this.said.textContent = STRUCTURE; });
  }
}

/** @returns {Promise<boolean>} false, after so many milliseconds */
const pause = (ms) => new Promise((resolve) => { setTimeout(() => resolve(false), ms); });
