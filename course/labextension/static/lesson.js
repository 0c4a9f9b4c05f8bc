/**
 * Lesson mode: a trusted lesson runs by itself with its code hidden; an untrusted one
 * asks first and runs nothing until then.
 */
import { button, openBeside } from './paper.js';

const PREPARING = '正在准备课程，请稍候……';
const UNTRUSTED = '本课来自别处，还没有在这台电脑上确认过。确认来源可靠后再运行。';
const NO_KERNEL = '课程所需的 Python 没有启动，互动内容暂时不能使用。';
const FAILED = '有的内容没有准备好。';
const MISSING = '没有找到要打开的课程文件：';

/**
 * @param {import('./paper.js').Paper} paper
 * @param {object} lab
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
  paper.context.ready.then(() => lesson.start());
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
    this.lab = lab;
    this.addNavigation();
    this.addNotice();
    paper.panel.node.addEventListener('click', (event) => this.followLink(event));
  }

  /** 上一课, 课程首页, 下一课, as far as the notebook names them. */
  addNavigation() {
    const { previous, home, next } = this.paper.about;
    const nav = document.createElement('nav');
    nav.setAttribute('aria-label', '课程导航');
    for (const [text, path] of [['上一课', previous], ['课程首页', home], ['下一课', next]]) {
      if (path) {
        nav.append(button(text, () => this.open(path)));
      }
    }
    if (nav.hasChildNodes()) {
      this.paper.addStrip(nav);
    }
  }

  addNotice() {
    const node = document.createElement('div');
    this.text = document.createElement('p');
    this.text.setAttribute('role', 'status');
    this.act = button('', () => this.action());
    this.act.classList.add('xc-button-main');
    node.append(this.text, this.act);
    this.notice = this.paper.addStrip(node);
    this.notice.addClass('xc-notice');
    this.paper.onView.push(() => this.notice.setHidden(this.paper.plain || !this.text.textContent));
    this.say('');
  }

  /** Show a line above the page, with a button if there is something to do. */
  say(text, label = '', action = () => {}) {
    this.text.textContent = text;
    this.act.textContent = label;
    this.act.hidden = !label;
    this.action = action;
    this.notice.hide();
    this.notice.setHidden(!text || this.paper.plain); // shown anew, it is given the room it needs
  }

  get codeCells() {
    return this.paper.cells.filter((cell) => cell.model.type === 'code');
  }

  async start() {
    if (this.codeCells.every((cell) => cell.model.trusted)) {
      await this.run();
    } else {
      this.keepUnsigned();
      this.say(UNTRUSTED, '本课尚未受信任，点此信任并运行', () => this.trustAndRun());
    }
  }

  /**
   * The server signs what JupyterLab saves: a save by habit would have the code run, next
   * time, that nobody has agreed to. Whoever has the code before their eyes may save it.
   */
  keepUnsigned() {
    const { context } = this.paper;
    context.save = async () => {};
    this.paper.onView.push(() => delete context.save);
  }

  async trustAndRun() {
    this.say(PREPARING);
    await this.signFile();
    delete this.paper.context.save;
    this.paper.startKernel();
    for (const cell of this.paper.model.cells) {
      cell.trusted = true;
    }
    await this.run();
  }

  /** Have the server remember that this file is trusted; the file itself is not touched. */
  async signFile() {
    const { serverSettings } = this.lab.app.serviceManager;
    const path = this.paper.context.path.split('/').map(encodeURIComponent).join('/');
    const url = `${serverSettings.baseUrl}api/contents/${path}/trust`;
    await this.lab.ServerConnection.makeRequest(url, { method: 'POST' }, serverSettings);
  }

  async run() {
    const cells = this.codeCells;
    if (cells.length === 0) {
      return;
    }
    this.say(PREPARING);
    const session = this.paper.context.sessionContext;
    await session.ready;
    if (!session.session?.kernel) {
      this.say(NO_KERNEL);
      return;
    }
    const done = await Promise.all(cells.map((cell) => this.runCell(cell, session)));
    if (done.every(Boolean)) {
      this.say('');
    } else {
      this.say(FAILED, '重新准备', () => this.run());
    }
  }

  /**
   * Run one cell without moving the page or the selection, as JupyterLab's own “run all”
   * would under the eyes of somebody who reads already.
   */
  async runCell(cell, session) {
    try {
      await cell.ready;
      const reply = await this.lab.CodeCell.execute(cell, session);
      return !reply || reply.content.status === 'ok';
    } catch {
      return false; // closed, or the kernel went away: the line above the page says so
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
      this.say(`${MISSING}${path}`);
    }
  }
}
