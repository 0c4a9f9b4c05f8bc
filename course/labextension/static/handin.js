/**
 * Handing a paper in: says what is still blank, asks, saves, hands in through the class or
 * as a file, and tells what became of it.
 *
 * @typedef {{how: 'exchange' | 'file' | 'download', why_file: string, student_id: string, name: string}} Prospect
 * @typedef {{how: string, moment: string, digest: string, file: string | null}} HandedIn
 */
import { element } from './forms/frame.js';
import { button } from './paper.js';

const NO_ANSWER = '没有连上服务器，还没有交卷。作答都在，连上以后再交。';
const NOT_SAVED = '有的作答还没有保存到试卷里，还没有交卷。等显示“已保存”后再交。';

/** Why handing in did not work, in Chinese. */
export class HandInProblem extends Error {}

/** The server's part, or its lack. */
export class Desk {
  /**
   * @param {Jupyter.Lab} lab
   * @param {Jupyter.Context} context the document context
   */
  constructor(lab, context) {
    this.connection = lab.ServerConnection;
    this.settings = lab.app.serviceManager.serverSettings;
    this.context = context;
  }

  /** @returns {Promise<Prospect>} */
  async prospect() {
    return await this.ask({ method: 'GET' }, `?path=${encodeURIComponent(this.context.path)}`)
      ?? { how: 'download', why_file: '这台服务器不代收试卷', student_id: '', name: '' };
  }

  /**
   * @param {Prospect} prospect
   * @param {{student_id: string, name: string}} trainee
   * @returns {Promise<HandedIn>}
   */
  async handIn(prospect, trainee) {
    if (prospect.how === 'download') {
      return download(this.context, trainee);
    }
    const body = JSON.stringify({ path: this.context.path, ...trainee });
    const done = await this.ask({ method: 'POST', body });
    if (!done) {
      throw new HandInProblem(NO_ANSWER);
    }
    return done;
  }

  /** The server's answer; null where it has no such service. */
  async ask(request, query = '') {
    let answer;
    try {
      const url = `${this.settings.baseUrl}xuncha/hand-in${query}`;
      answer = await this.connection.makeRequest(url, request, this.settings);
    } catch {
      throw new HandInProblem(NO_ANSWER);
    }
    if (answer.status === 404) {
      return null;
    }
    const said = await answer.json().catch(() => ({}));
    if (!answer.ok) {
      throw new HandInProblem(typeof said.message === 'string' && answer.status === 400 ? said.message : NO_ANSWER);
    }
    return said;
  }
}

/** Give the paper to the browser as a file that says whose it is. */
async function download(context, { student_id: id, name }) {
  const moment = new Date().toISOString();
  const notebook = context.model.toJSON();
  notebook.metadata.xuncha = { ...notebook.metadata.xuncha, trainee: { id, name }, handed_in: { moment } };
  const text = JSON.stringify(notebook, null, 1);
  const quiz = context.path.split('/').pop().replace(/\.ipynb$/, '');
  const file = `${[id, name, quiz, moment.slice(0, 19)].map(safe).filter(Boolean).join('_')}.ipynb`;
  const link = element('a', { href: URL.createObjectURL(new Blob([text], { type: 'application/x-ipynb+json' })), download: file });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return { how: 'download', moment, digest: '', file };
}

const safe = (text) => text.replace(/[\\/:*?"<>|.\s\p{C}]+/gu, '-').slice(0, 40);

/**
 * Ask, and hand in.
 * @param {HTMLElement} host where the dialog is put
 * @param {{desk: Desk, blank: number[], part: number[], later: number[], onJump: (number: number) => void,
 *          save: () => Promise<boolean>, onDone: (done: HandedIn) => void}} options
 *   `save` answers whether the file holds every answer
 */
export async function askAndHandIn(host, { desk, blank, part, later, onJump, save, onDone }) {
  const dialog = element('dialog', { class: 'xc-dialog', 'aria-labelledby': 'xc-handin-title' });
  dialog.addEventListener('keydown', (event) => event.stopPropagation());
  dialog.addEventListener('close', () => dialog.remove());
  const close = () => dialog.close();
  const said = element('p', { class: 'xc-dialog-said', role: 'status' }, '正在查看怎样交卷……');
  const title = element('h2', { id: 'xc-handin-title' }, '交卷');
  const stay = button('再看看', close);
  dialog.append(title, said, element('p', { class: 'xc-dialog-actions' }, stay));
  host.append(dialog);
  dialog.showModal();

  let prospect;
  try {
    prospect = await desk.prospect();
  } catch (problem) {
    said.textContent = problem.message;
    said.classList.add('xc-wrong');
    return;
  }
  const jump = (number) => { close(); onJump(number); };
  const fields = traineeFields(prospect);
  const sure = button('确定交卷', submit, 'xc-button xc-button-main');
  said.textContent = '';
  dialog.replaceChildren(title, ...listed('还没有作答', blank, jump), ...listed('没有答完', part, jump),
    ...listed('标记了回头再看', later, jump),
    element('p', {}, way(prospect)), ...fields.nodes, said,
    element('p', { class: 'xc-dialog-actions' }, sure, stay));
  (fields.first ?? (blank.length + part.length ? stay : sure)).focus();

  async function submit() {
    const trainee = fields.read();
    if (fields.first && !trainee.student_id) {
      refuse('请填写编号。教员按编号收卷和发还反馈。');
      fields.first.focus();
      return;
    }
    sure.disabled = true;
    said.classList.remove('xc-wrong');
    said.textContent = '正在交卷……';
    try {
      if (!await save()) {
        throw new HandInProblem(NOT_SAVED);
      }
      const done = await desk.handIn(prospect, trainee);
      close();
      onDone(done);
    } catch (problem) {
      refuse(problem instanceof HandInProblem ? problem.message : NO_ANSWER);
    }
  }

  function refuse(text) {
    sure.disabled = false;
    said.classList.add('xc-wrong');
    said.textContent = text;
  }
}

/** “还没有作答：3、7”, each number leading there; nothing if there is none. */
function listed(what, numbers, jump) {
  if (numbers.length === 0) {
    return [];
  }
  const links = numbers.map((number) => {
    const link = button(String(number), () => jump(number), 'xc-link');
    link.setAttribute('aria-label', `回到第 ${number} 题`);
    return link;
  });
  return [element('p', { class: 'xc-dialog-list' }, `${what}的有 ${numbers.length} 题：`, ...links)];
}

function way({ how, why_file: why, student_id: id, name }) {
  if (how === 'exchange') {
    return `试卷将以编号 ${id}${name ? `（${name}）` : ''}交给班级。交卷后仍可重新打开作答、再次交卷，以最后一次为准。`;
  }
  const file = how === 'file' ? '在学习目录的“交卷”文件夹里生成一个文件' : '下载一个文件';
  return `${why}，交卷会${file}，请把它交给教员。文件名和文件里都写有编号和姓名。`;
}

/** Number and name are asked for where the class does not know them. */
function traineeFields({ how, student_id: id, name }) {
  if (how === 'exchange' || id) {
    return { nodes: [], first: null, read: () => ({ student_id: id, name }) };
  }
  const field = (label) => {
    const input = element('input', { type: 'text', class: 'xc-field', maxlength: '40', autocomplete: 'off' });
    return { input, node: element('label', { class: 'xc-field-label' }, label, input) };
  };
  const [number, called] = [field('编号（必填）'), field('姓名')];
  return {
    nodes: [number.node, called.node],
    first: number.input,
    read: () => ({ student_id: number.input.value.trim(), name: called.input.value.trim() })
  };
}

/** How the strip tells that a paper is handed in. @param {HandedIn} done */
export function told({ how, moment, digest, file }) {
  const at = new Date(moment);
  const two = (value) => String(value).padStart(2, '0');
  const when = `${at.getMonth() + 1}月${at.getDate()}日 ${two(at.getHours())}:${two(at.getMinutes())}`;
  if (how === 'exchange') {
    return `已于 ${when} 交卷，回执号 ${String(digest).slice(0, 8)}。`;
  }
  return `已于 ${when} 生成交卷文件“${file}”，请把它交给教员。`;
}
