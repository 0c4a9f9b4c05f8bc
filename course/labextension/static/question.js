/**
 * One question of a quiz: the form that stands in for an answer cell's source, and the
 * line under it that says how the answer stands.
 *
 * The cell's source is the only state. The form writes to it and is drawn from it, so
 * that undo, a hand-typed answer and another view of the notebook all show.
 */
import { express, understand } from './answer.js';
import { draw, show } from './form.js';
import { button } from './paper.js';
import { inWords } from './wording.js';

/** @type {Record<'blank' | import('./saving.js').SaveState, string>} */
const STATES = {
  blank: '未作答',
  unsaved: '未保存',
  saving: '正在保存',
  saved: '已保存',
  failed: '保存失败',
  offline: '连不上服务器（作答暂存在浏览器里）',
  conflict: '有两份不同的作答'
};

const TWO_VERSIONS = '这一题在别处（另一个窗口或另一台电脑）也改过。请选一份，没选之前两份都留着。';

const MALFORMED = '这一格里写的内容不能显示为选项。可以直接修改下面的文字，也可以点“重新作答”清空后再选。';

export class Question {
  /**
   * @param {Jupyter.Cell} cell the answer cell's widget
   * @param {object} about the cell's `xuncha` metadata, which describes the form
   * @param {Jupyter.Lab['Widget']} Widget Lumino's class
   * @param {(question: Question) => void} onChange the source has changed
   * @param {() => void} onRetry the person asks for another try at saving
   */
  constructor(cell, about, Widget, onChange, onRetry) {
    this.cell = cell;
    this.form = about;
    this.number = about.number;
    this.root = draw(this.form, null, {
      label: `第 ${about.number} 题`,
      onChange: (response) => this.write(response)
    });
    /** The item's kind and points, where the stem does not show them. */
    this.kind = Object.assign(document.createElement('p'), { className: 'xc-kind' });
    this.warning = Object.assign(document.createElement('p'), { className: 'xc-unreadable-note' });
    this.state = Object.assign(document.createElement('span'), { className: 'xc-state' });
    this.clear = button('清除作答', () => this.write(null), 'xc-link');
    this.retry = button('再保存一次', onRetry, 'xc-link');
    /** Set by whoever adds it: marks the question for later. @type {HTMLButtonElement | null} */
    this.later = null;
    this.widget = new Widget();
    this.widget.addClass('xc-answer-form');
    /** Below the form: how the answer stands, and what can be done about it. */
    this.foot = Object.assign(document.createElement('div'), { className: 'xc-foot' });
    this.foot.append(this.state, this.retry, this.clear);
    /** Where the person chooses between two versions of the answer; see `showOther`. */
    this.choice = Object.assign(document.createElement('section'), { className: 'xc-versions', hidden: true });
    this.choice.setAttribute('aria-label', `第 ${about.number} 题的两份作答`);
    /** Told the source chosen. @type {(source: string) => void} */
    this.choose = () => {};
    this.widget.node.append(this.kind, this.warning, this.root, this.choice, this.foot);
    this.widget.node.addEventListener('mousedown', (event) => event.stopPropagation());
    cell.layout.insertWidget(1, this.widget);
    cell.addClass('xc-cell-answer');
    cell.model.contentChanged.connect(() => this.sourceChanged(onChange));
    /** How the answer stands. @type {import('./saving.js').SaveState} */
    this.standing = 'saved';
    this.refresh();
  }

  get source() {
    return this.cell.model.sharedModel.getSource();
  }

  get answered() {
    return this.reading.state !== 'blank';
  }

  write(response) {
    const source = express(this.form, response);
    if (source !== this.source) {
      this.cell.model.sharedModel.setSource(source);
    }
  }

  sourceChanged(tell) {
    if (!this.cell.isDisposed && this.source !== this.read) {
      this.refresh();
      tell(this);
    }
  }

  /** Draw what the source says. */
  refresh() {
    this.read = this.source;
    this.reading = understand(this.form, this.read);
    const malformed = this.reading.state === 'malformed';
    this.cell.toggleClass('xc-unreadable', malformed);
    this.warning.textContent = malformed ? MALFORMED : '';
    this.root.hidden = malformed;
    this.nameCell();
    this.clear.hidden = !this.answered;
    this.clear.textContent = malformed ? '重新作答' : '清除作答';
    show(this.root, this.reading.response ?? null);
    this.setState(this.standing);
  }

  /** Name cell and editor for who hears the page; JupyterLab names them anew when it draws them. */
  nameCell() {
    this.cell.node.setAttribute('aria-label', `第 ${this.number} 题作答`);
    this.cell.node.querySelector('.cm-content')
      ?.setAttribute('aria-label', `第 ${this.number} 题的作答单元`);
  }

  /** @param {import('./saving.js').SaveState} state */
  setState(state) {
    this.standing = state;
    const shown = state === 'saved' && !this.answered ? 'blank' : state;
    if (shown !== this.state.dataset.state) {
      this.state.textContent = STATES[shown];
      this.state.dataset.state = shown;
      this.retry.hidden = state !== 'failed';
    }
  }

  /** Put `other` beside this answer, for the person to choose; `undefined` ends it. */
  showOther(other) {
    const versions = other === undefined ? '' : JSON.stringify([this.source, other]);
    if (versions !== (this.versions ?? '')) {
      this.versions = versions;
      this.choice.hidden = other === undefined;
      this.choice.replaceChildren(...(other === undefined ? [] : [
        Object.assign(document.createElement('p'), { textContent: TWO_VERSIONS }),
        this.version('这里的作答', '用这里的', this.source),
        this.version('另一份作答', '用另一份', other)
      ]));
    }
  }

  version(title, label, source) {
    const node = document.createElement('div');
    const heading = Object.assign(document.createElement('h4'), { textContent: title });
    const words = Object.assign(document.createElement('p'), {
      className: 'xc-version-words',
      textContent: inWords(this.form, source)
    });
    node.append(heading, words, button(label, () => {
      this.choose(source);
      /** @type {HTMLElement | null} */
      const first = this.root.querySelector('input, select, textarea, button');
      first?.focus();
    }));
    return node;
  }

  /** Lead the person to the choice. */
  showChoice() {
    this.choice.scrollIntoView({ block: 'center' });
    this.choice.querySelector('button')?.focus();
  }

  /** What a screen reader is told when the state has changed. */
  get announcement() {
    return `第 ${this.number} 题${this.state.textContent}`;
  }
}
