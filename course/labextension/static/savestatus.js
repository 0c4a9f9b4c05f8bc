/**
 * Says how the answers stand: at every question, for the paper as a whole, and in a strip
 * when there is something to know or to decide.
 */
import { Notice } from './notice.js';
import { saverOf } from './saving.js';
import { quieten } from './connection.js';

/** @type {Record<'blank' | import('./saving.js').SaveState, string>} */
const WHOLE = {
  blank: '未作答',
  unsaved: '未保存',
  saving: '正在保存',
  saved: '已保存',
  failed: '保存失败',
  offline: '连不上服务器',
  conflict: '有作答待选'
};

const KEPT = '作答暂存在浏览器里，可以接着答，恢复后会自动存进试卷。';
const NOT_KEPT = '浏览器里也存不下，请不要关闭这个页面。';
const DISPLACED = '这份试卷的文件在别处换成了另一份。点“打开新的一份”，这里还没存的作答会另存成一个文件。';

/** Which states a screen reader is told of; the others pass by. */
const TOLD = ['saved', 'failed', 'offline', 'conflict'];

export class SaveStatus {
  /**
   * @param {import('./paper.js').Paper} paper
   * @param {Jupyter.Lab} lab
   * @param {() => string} progress how far the person is, said after a save
   */
  constructor(paper, lab, progress) {
    this.paper = paper;
    this.progress = progress;
    this.saver = saverOf(paper, lab);
    /** The questions drawn, by the name of their answer cell. @type {Map<string, import('./question.js').Question>} */
    this.questions = new Map();
    /** For the paper's head: the state as a whole. */
    this.node = Object.assign(document.createElement('span'), { className: 'xc-save-state' });
    /** For the paper's head: what screen readers are told. */
    this.live = Object.assign(document.createElement('span'), { className: 'xc-hidden' });
    this.live.setAttribute('aria-live', 'polite');
    this.told = 'saved';
    const draw = () => this.draw();
    this.saver.listeners.add(draw);
    paper.panel.disposed.connect(() => this.saver.listeners.delete(draw));
    paper.onView.push(draw);
    quieten(lab.app, paper, this.saver);
  }

  /** Put the strips below the head. */
  addStrips() {
    this.notice = new Notice(this.paper);
    this.kept = new Notice(this.paper);
    this.draw();
    this.offerLeft();
  }

  /** A question has been drawn. */
  add(question) {
    const id = this.saver.answers.nameOf(question.cell.model);
    if (id !== undefined) {
      this.questions.set(id, question);
      question.choose = (source) => this.saver.choose(id, source);
      this.drawQuestion(id, question);
    }
  }

  draw() {
    for (const [id, question] of this.questions) {
      if (question.cell.isDisposed) {
        this.questions.delete(id);
      } else {
        this.drawQuestion(id, question);
      }
    }
    const { state } = this.saver;
    const shown = state === 'saved' && !this.answered ? 'blank' : state;
    if (this.node.dataset.state !== shown) {
      this.node.dataset.state = shown;
      this.node.textContent = WHOLE[shown];
    }
    this.drawNotice();
    this.announce(state);
  }

  get answered() {
    return [...this.questions.values()].some((question) => question.answered);
  }

  drawQuestion(id, question) {
    const state = this.saver.stateOf(id);
    if (state !== question.standing) {
      question.setState(state);
      if (state !== 'saved') {
        this.latest = question;
      }
    }
    question.showOther(this.saver.answers.conflicts.get(id));
  }

  drawNotice() {
    const { trouble, displaced, keeping } = this.saver;
    const { conflicts, unsaved } = this.saver.answers;
    if (displaced) {
      this.notice?.say(DISPLACED, ['打开新的一份', () => this.saver.showDisplacing()]);
    } else if (trouble) {
      const kept = unsaved.length ? (keeping.holds ? KEPT : NOT_KEPT) : '恢复后会自动接着保存。';
      /** @type {import('./notice.js').Act} */
      const again = ['再试一次', () => this.saver.tryAgain()];
      /** @type {import('./notice.js').Act} */
      const login = ['重新登录', () => window.open(trouble.login, '_blank', 'noopener')];
      this.notice?.say(`${trouble.text}${kept}`, ...(trouble.login ? [login, again] : [again]));
    } else if (conflicts.size) {
      const [first] = conflicts.keys();
      const numbers = this.numbers(conflicts.keys());
      this.notice?.say(`${numbers}有两份不同的作答。请在题目下面选一份，没选之前两份都留着。`,
        ['去选', () => this.questions.get(first)?.showChoice()]);
    } else {
      this.notice?.say('');
    }
  }

  /** The numbers of the questions with these names, as “第 3、7 题”. */
  numbers(ids) {
    const numbers = [...ids].map((id) => this.saver.answers.cells.get(id)?.getMetadata('xuncha')?.number ?? '？');
    return `第 ${numbers.slice(0, 8).join('、')}${numbers.length > 8 ? ' 等' : ''} 题`;
  }

  /** Once for every change of the whole, and not while it is on its way. */
  announce(state) {
    if (TOLD.includes(state) && (state !== this.told || state === 'saved' && this.latest)) {
      const { latest } = this;
      this.told = state;
      this.latest = null;
      if (state === 'saved') {
        this.live.textContent = latest ? `${latest.announcement}，${this.progress()}` : WHOLE.saved;
      } else {
        this.live.textContent = this.notice?.text ?? '';
      }
    }
  }

  /** Offer what earlier visits left in the browser. */
  async offerLeft() {
    const left = await this.saver.findLeft();
    if (!left.size || this.paper.panel.isDisposed) {
      return;
    }
    const done = (act) => () => {
      this.kept.say('');
      act();
    };
    this.kept.say(
      `浏览器里留有 ${left.size} 题没有存进试卷的作答（${this.numbers(left.keys())}）。`,
      ['恢复', done(() => this.saver.restore(left))],
      ['不要', done(() => this.saver.dropLeft())]
    );
    this.live.textContent = this.kept.text;
  }
}
