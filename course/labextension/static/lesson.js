/**
 * Lesson mode: a notebook read as a page of a book. It runs by itself with its code hidden
 * and its file left alone, and leads to the other lessons.
 */
import { Contents } from './contents.js';
import { element } from './forms/frame.js';
import { button, openBeside } from './paper.js';
import { Presenting } from './presenting.js';
import { wholeSpeeches } from './reader.js';
import { Running } from './running.js';
import { teacherCells, teachingSwitch } from './teaching.js';
import { textSize } from './textsize.js';

const HOME = '巡察课堂.ipynb';
const MISSING = '没有找到要打开的课程文件：';

/**
 * @param {import('./paper.js').Paper} paper
 * @param {Jupyter.Lab} lab
 */
export function openLesson(paper, lab) {
  keepFileAsItIs(paper);
  const session = paper.context.sessionContext;
  session.kernelPreference = { ...session.kernelPreference, shutdownOnDispose: true };
  const code = [...paper.model.cells].filter((cell) => cell.type === 'code');
  if (code.length === 0 || !code.every((cell) => cell.trusted)) {
    paper.putOffKernel();
  }
  const lesson = new Lesson(paper, lab);
  paper.context.ready.then(() => lesson.running.start());
}

/**
 * What a lesson shows is made anew each time it is opened. Running it must neither ask
 * to be saved nor write its outputs over the learner's file; in the plain view, what
 * the learner edits is saved as usual, still without outputs.
 */
function keepFileAsItIs(paper) {
  const { model } = paper;
  const toJSON = model.toJSON.bind(model);
  model.toJSON = () => withoutOutputs(toJSON());
  model.stateChanged.connect((_, change) => {
    if (change.name === 'dirty' && change.newValue && !paper.plain) {
      model.dirty = false;
    }
  });
}

function withoutOutputs(notebook) {
  const cells = notebook.cells.map((cell) =>
    (cell.cell_type === 'code' ? { ...cell, outputs: [], execution_count: null } : cell));
  return { ...notebook, cells };
}

class Lesson {
  constructor(paper, lab) {
    this.paper = paper;
    const strip = element('div', {});
    const steps = this.steps('课程导航', false);
    if (steps) {
      strip.append(steps);
    }
    const tools = element('div', { class: 'xc-tools' });
    strip.append(tools);
    paper.addStrip(strip).addClass('xc-lesson-head');
    this.contents = new Contents(paper, paper.about.kind === 'lesson' ? '本课目录' : '本页目录');
    tools.append(this.contents.button);
    teacherCells(paper);
    if (paper.about.kind === 'lesson') {
      this.addForTheRoom(tools);
    }
    textSize(tools);
    this.running = new Running(paper, lab);
    const onward = this.steps('接着学', true);
    if (onward) {
      paper.end.prepend(onward);
    }
    paper.onView.push((plain) => this.showSources(plain));
    wholeSpeeches(paper);
    paper.panel.node.addEventListener('click', (event) => this.followLink(event));
  }

  /**
   * 上一课, 课程首页, 下一课, as far as the notebook names them.
   * @param {string} name what the group of buttons is called
   * @param {boolean} titled whether they say which lesson they lead to
   */
  steps(name, titled) {
    const { previous, home, next } = this.paper.about;
    const homeName = (home !== HOME && titleOf(this.paper.about, 'home')) || '课程首页';
    const steps = [
      ['previous', '上一课', previous, titleOf(this.paper.about, 'previous')],
      ['home', homeName, home, ''],
      ['next', '下一课', next, titleOf(this.paper.about, 'next')]
    ].filter(([, , path]) => typeof path === 'string' && path);
    if (steps.length === 0) {
      return null;
    }
    return element('nav', { class: 'xc-steps', 'aria-label': name }, ...steps.map(([way, text, path, title]) =>
      button(titled && title ? `${text}：${title}` : text, () => this.open(path), `xc-button xc-step-${way}`)));
  }

  /** What an instructor needs: the view with the answers, and the lesson on the wall. */
  addForTheRoom(tools) {
    const presenting = new Presenting(this.paper);
    this.paper.present = () => presenting.start();
    tools.append(presenting.button, teachingSwitch(this.paper));
    // On a telephone there is room for it at the end of the page only.
    this.paper.end.append(element('p', { class: 'xc-end-small xc-end-teaching' }, teachingSwitch(this.paper, 'xc-link')));
  }

  /** In the plain view the code is there to be seen, also where the notebook folds it away. */
  showSources(plain) {
    for (const cell of this.running.codeCells) {
      if (cell.model.getMetadata('jupyter')?.source_hidden) {
        cell.syncCollapse = false; // looking at it is no change to the file
        cell.inputHidden = !plain;
      }
    }
  }

  /** Links to lessons, papers and feedback that JupyterLab does not handle itself, as inside widgets. */
  followLink(event) {
    const link = event.target.closest?.('a[href]');
    const href = link?.getAttribute('href') ?? '';
    if (!event.defaultPrevented && /^(?![a-z]+:|\/)[^#?]+\.(ipynb|html)(#.*)?$/i.test(href)) {
      event.preventDefault();
      this.open(href);
    }
  }

  async open(path) {
    try {
      await openBeside(this.paper, path);
    } catch {
      this.running.say(`${MISSING}${path}`);
    }
  }
}

/** The title of a neighbouring lesson: as noted, else its file's name if that is Chinese. */
function titleOf(about, way) {
  const noted = about[`${way}_title`];
  const file = typeof about[way] === 'string' ? about[way].replace(/^.*\/|\.ipynb$/g, '') : '';
  return typeof noted === 'string' ? noted : /\p{Script=Han}/u.test(file) ? file : '';
}
