/**
 * Runs a lesson's code and says in a strip above the page how that stands: asks before it
 * runs what nobody has trusted, says what is being prepared, and offers to begin again
 * when the kernel has died.
 */
import { element } from './forms/frame.js';
import { Notice } from './notice.js';
import { quieten } from './connection.js';

const PREPARING = {
  lesson: '正在准备课程，请稍候：先启动 Python，再排出原文和题目。',
  home: '正在准备课程首页，请稍候：先启动 Python，再排出课程和测验。',
  desk: '正在准备这一页，请稍候：先启动 Python，再排出内容。'
};
const FIRST_TIME = '第一次打开要多等一会儿，请不要刷新页面。';
const UNTRUSTED = '本课来自别处，还没有在这台电脑上确认过。确认来源可靠后再运行。';
const NO_KERNEL = '没有能启动 Python，题目和原文卡片暂时不能用，文字可以照常读。';
const FAILED = '有的内容没有准备好，文字可以照常读。';
const DIED = '运行本页的 Python 停了，暂时不能作答。重新启动以后可以接着学，答过的题都还在。';
const NO_SERVER = '连不上课程的服务器，正在重试，题目暂时不能作答。如果启动课程的窗口已经关了，请重新打开课程。';
const AGAIN = '重新启动';

/** A wait after which it is said that the first time takes longer. */
const LONG = 5000;

/** What a session says of a kernel that is gone. */
const GONE = ['dead', 'autorestarting', 'terminating'];

export class Running {
  /**
   * @param {import('./paper.js').Paper} paper
   * @param {Jupyter.Lab} lab
   */
  constructor(paper, lab) {
    this.paper = paper;
    this.lab = lab;
    /** Counts the runs, so that what a past one still has to say is not heard. */
    this.turn = 0;
    this.addNotice();
    this.watch();
  }

  get session() {
    return this.paper.context.sessionContext;
  }

  get codeCells() {
    return this.paper.cells.filter((cell) => cell.model.type === 'code');
  }

  // ---- the strip -----------------------------------------------------------------------

  addNotice() {
    this.notice = new Notice(this.paper, { spoken: true });
    this.count = element('span', { class: 'xc-progress', 'aria-hidden': 'true' });
    this.spinner = element('span', { class: 'xc-spinner', 'aria-hidden': 'true' });
    this.notice.node.prepend(this.spinner);
    this.notice.line.parentElement.after(this.count);
    this.say('');
  }

  /**
   * Show a line above the page, with a button if there is something to do.
   * @param {string} text
   * @param {...import('./notice.js').Act} act
   */
  say(text, ...act) {
    clearTimeout(this.waiting);
    this.count.textContent = '';
    this.spinner.hidden = true;
    this.notice.say(text, ...act);
  }

  /** Say that something is under way: each sentence is announced once, the count never. */
  sayPreparing() {
    this.say(PREPARING[this.paper.about.kind] ?? PREPARING.lesson);
    this.spinner.hidden = false;
    this.waiting = setTimeout(() => { this.notice.more.textContent = FIRST_TIME; }, LONG);
  }

  // ---- trust ---------------------------------------------------------------------------

  async start() {
    if (this.codeCells.every((cell) => cell.model.trusted)) {
      await this.run();
    } else {
      this.keepUnsigned();
      this.say(UNTRUSTED, ['本课尚未受信任，点此信任并运行', () => this.trustAndRun()]);
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
    this.sayPreparing();
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

  // ---- running -------------------------------------------------------------------------

  async run() {
    const cells = this.codeCells;
    if (cells.length === 0) {
      return;
    }
    this.turn += 1;
    const { turn } = this;
    this.sayPreparing();
    await this.session.ready;
    if (!this.session.session?.kernel) {
      this.say(NO_KERNEL, [AGAIN, () => this.begin()]);
      return;
    }
    let shown = 0;
    const done = await Promise.all(cells.map(async (cell) => {
      const well = await this.runCell(cell);
      shown += 1;
      if (turn === this.turn && shown < cells.length) {
        this.count.textContent = `${shown} / ${cells.length}`;
      }
      return well;
    }));
    if (turn !== this.turn) {
      return; // the kernel died meanwhile, and that has been said
    }
    if (done.every(Boolean)) {
      this.say('');
    } else {
      this.say(FAILED, ['重新准备', () => this.run()]);
    }
  }

  /**
   * Run one cell without moving the page or the selection, as JupyterLab's own “run all”
   * would under the eyes of somebody who reads already.
   */
  async runCell(cell) {
    try {
      await cell.ready;
      const reply = await this.lab.CodeCell.execute(cell, this.session);
      return !reply || reply.content.status === 'ok';
    } catch {
      return false; // closed, or the kernel went away: the line above the page says so
    }
  }

  // ---- when it does not go on ------------------------------------------------------------

  watch() {
    const { session, paper } = this;
    const { panel } = paper;
    // JupyterLab would tell of a dead kernel in a dialog; the strip says it.
    if (typeof panel._onSessionStatusChanged === 'function') {
      session.statusChanged.disconnect(panel._onSessionStatusChanged, panel);
    }
    session.statusChanged.connect((_, status) => GONE.includes(status) && this.died());
    session.connectionStatusChanged.connect((_, status) => {
      if (status === 'connected' && this.notice.text === NO_SERVER) {
        this.say('');
      }
    });
    quieten(this.lab.app, paper, { suspect: () => this.lost() });
  }

  died() {
    if (this.paper.panel.isDisposed || this.turn === 0 || this.paper.plain) {
      return;
    }
    this.turn += 1;
    this.say(DIED, [AGAIN, () => this.begin()]);
  }

  lost() {
    if (!this.paper.panel.isDisposed && this.turn > 0) {
      this.say(NO_SERVER);
    }
  }

  /**
   * Take a new kernel, whatever is left of the old one, and run the lesson anew. To restart the
   * old one would come in the way of the server, which restarts a kernel that died by itself.
   */
  async begin() {
    this.sayPreparing();
    const { session } = this;
    try {
      await session.changeKernel({ name: session.session?.kernel?.name || session.kernelPreference.name || 'python3' });
    } catch {
      this.say(NO_KERNEL, [AGAIN, () => this.begin()]);
      return;
    }
    await this.run();
  }
}
