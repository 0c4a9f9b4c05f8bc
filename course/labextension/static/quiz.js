/**
 * Quiz mode: forms over the answer cells, no kernel, saved at once.
 *
 * @typedef {{role: 'head' | 'stem' | 'answer' | 'check', number?: number}} About
 */
import { extent } from './answer.js';
import { tellWhenAtRest } from './attention.js';
import { element } from './forms/frame.js';
import { guard } from './guard.js';
import { button } from './paper.js';
import { Question } from './question.js';
import { SaveStatus } from './savestatus.js';
import { Sitting } from './sitting.js';
import { markRepeated } from './stem.js';
import { textSize } from './textsize.js';

/** What a cell can be to its paper, besides an answer. */
const ROLES = ['head', 'stem', 'check', 'by-hand'];

/** The course home in a learner's folder; on an instructor's machine there is none. */
const HOME = '巡察课堂.ipynb';

/**
 * @param {import('./paper.js').Paper} paper
 * @param {Jupyter.Lab} lab
 */
export function openQuiz(paper, lab) {
  paper.putOffKernel();
  paper.context.ready.then(() => new Quiz(paper, lab)).catch((error) => {
    paper.setPlain(true); // whatever is wrong with it, the notebook itself is there
    throw error;
  });
}

class Quiz {
  constructor(paper, lab) {
    this.paper = paper;
    this.lab = lab;
    /** The questions drawn, by the cell widget that carries them. @type {Map<Jupyter.Cell, Question>} */
    this.questions = new Map();
    /** How far the person is. */
    this.progress = element('span', { class: 'xc-progress' });
    this.status = new SaveStatus(paper, lab, () => this.progress.textContent);
    paper.save = () => this.status.saver.tryAgain();
    this.sitting = new Sitting(paper, lab, this.status.saver);
    guard(paper.model, () => this.sitting.refused());
    this.addHead();
    this.status.addStrips();
    this.dress();
    paper.model.cells.changed.connect(() => queueMicrotask(() => this.dress()));
  }

  addHead() {
    const head = document.createElement('header');
    const { title } = this.paper.about;
    head.append(
      element('span', { class: 'xc-strip-title' }, typeof title === 'string' ? title : ''),
      this.progress, this.status.node, this.status.live
    );
    this.paper.addStrip(head).addClass('xc-head');
    textSize(head);
    this.sitting.addTo(head);
    this.addWayHome(head);
  }

  /** A button to the course home, where the paper was fetched and is handed in. */
  async addWayHome(head) {
    const { commands, serviceManager } = this.lab.app;
    const { content } = await serviceManager.contents.get('');
    if (content.some(({ path }) => path === HOME)) {
      head.prepend(button('课程首页', () => commands.execute('docmanager:open', { path: HOME })));
    }
  }

  /**
   * Give every cell that has none yet its part in the paper, whether JupyterLab has drawn
   * the cell itself by now or, as in a windowed notebook, will only when it is scrolled to.
   */
  dress() {
    for (const cell of this.questions.keys()) {
      if (cell.isDisposed) {
        this.questions.delete(cell);
      }
    }
    for (const cell of this.paper.cells) {
      if (!cell.isDisposed) {
        this.dressCell(cell);
      }
    }
    this.count();
    this.status.draw();
  }

  dressCell(cell) {
    /** @type {About | undefined} */
    const about = cell.model.getMetadata('xuncha');
    if (ROLES.includes(about?.role)) {
      cell.addClass(`xc-cell-${about.role}`);
    }
    if (about?.role === 'stem') {
      cell.ready.then(() => cell.node.setAttribute('aria-label', `第 ${about.number} 题`));
    }
    if (about?.role === 'answer' && !this.questions.has(cell)) {
      const question = this.draw(cell, about);
      if (question) {
        this.questions.set(cell, question);
        tellWhenAtRest(this.paper.panel.content, question.widget.node);
        cell.ready.then(() => question.nameCell());
        this.status.add(question);
        this.sitting.add(question);
        this.shortenStem(question, about);
      }
    }
  }

  /** The question over a cell; none where its metadata describe no form: the plain cell stays. */
  draw(cell, about) {
    try {
      return new Question(cell, about, this.lab.Widget,
        () => this.count(), () => this.status.saver.tryAgain());
    } catch {
      return null;
    }
  }

  /** Hide in the stem of a question what its form says as well. */
  shortenStem(question, about) {
    const stem = this.paper.cells.find((cell) => {
      const other = cell.model.getMetadata('xuncha');
      return other?.role === 'stem' && other.number === about.number;
    });
    const mark = () => stem.node.querySelectorAll('.jp-RenderedMarkdown').forEach((rendered) => {
      question.kind.textContent = markRepeated(rendered, about);
    });
    if (stem) {
      mark();
      new MutationObserver(mark).observe(stem.node, { childList: true, subtree: true });
    }
  }

  /** Counted from the cells' sources, which are there whether drawn or not. */
  count() {
    const answers = [...this.paper.model.cells]
      .map((cell) => ({ about: cell.getMetadata('xuncha'), source: cell.sharedModel.getSource() }))
      .filter(({ about }) => about?.role === 'answer');
    const entries = answers.map(({ about, source }) =>
      ({ number: about.number, extent: extent(about, source) }));
    const whole = entries.filter((entry) => entry.extent === 'answered').length;
    this.progress.textContent = `已答 ${whole}/${entries.length}`;
    this.sitting.update(entries);
  }
}
