/**
 * The paper's file on the server, and in plain words why it cannot be reached.
 *
 * @typedef {{state: 'offline' | 'failed', text: string, login?: string}} Trouble
 *   what to tell the person; `login` is the page on which to log in again
 * @typedef {{hash?: string, last_modified?: string}} Version
 */

/** How long the server may take for one answer, in milliseconds. */
const PATIENCE = 15_000;

/** What a proxy or a hub says when there is no server behind it. */
const NOBODY_THERE = [424, 502, 503, 504];

class NoAnswer extends Error {}

export class Remote {
  /**
   * @param {Jupyter.Context} context the document context
   * @param {Jupyter.Lab} lab
   */
  constructor(context, lab) {
    this.context = context;
    this.contents = lab.app.serviceManager.contents;
    this.settings = lab.app.serviceManager.serverSettings;
    this.ServerConnection = lab.ServerConnection;
  }

  /** Which version lies there now; null if there is no file. @returns {Promise<Version | null>} */
  async version() {
    try {
      return await inTime(this.contents.get(this.context.path, { content: false, hash: true }));
    } catch (error) {
      if (error.response?.status === 404) {
        return null;
      }
      throw error;
    }
  }

  /** The file's version and its notebook. */
  read() {
    return inTime(this.contents.get(this.context.path, {
      type: 'notebook', format: 'json', content: true, hash: true
    }));
  }

  /** Write `notebook`; tells the version written. */
  write(notebook, path = this.context.path) {
    return inTime(this.contents.save(path, { type: 'notebook', format: 'json', content: notebook }));
  }

  /** What `error` means to the person. @returns {Promise<Trouble>} */
  async explain(error) {
    const status = error.response?.status;
    if (status === 401 || status === 403) {
      return this.explainRefusal();
    }
    if (NOBODY_THERE.includes(status) || error instanceof NoAnswer || error instanceof TypeError) {
      return { state: 'offline', text: '连不上服务器。' };
    }
    if (/No space left|Errno 28|quota/i.test(error.message)) {
      return failed('服务器的磁盘满了，存不下。请告诉教员。');
    }
    if (status === 404) {
      return failed('试卷所在的文件夹不见了。请告诉教员。');
    }
    return failed(`服务器没有存下（${status ? `错误 ${status}` : '回答读不懂'}）。过一会儿会自动再试。`);
  }

  /** Refused: is nobody logged in any more, or may this file not be written? */
  async explainRefusal() {
    const { baseUrl } = this.settings;
    try {
      const asked = this.ServerConnection.makeRequest(`${baseUrl}api/status`, {}, this.settings);
      const { status } = await inTime(asked);
      return status === 401 || status === 403
        ? { ...failed('登录已过期。请点“重新登录”，登录后回到这里。'), login: `${baseUrl}login` }
        : failed('这份试卷在服务器上是只读的，写不进去。请告诉教员。');
    } catch (error) {
      return this.explain(error);
    }
  }
}

/** @returns {Trouble} */
const failed = (text) => ({ state: 'failed', text });

function inTime(promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new NoAnswer()), PATIENCE);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
