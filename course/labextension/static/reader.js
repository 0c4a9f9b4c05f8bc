/**
 * A whole speech, opened at the paragraph that is quoted. It lies over the page; Esc leads
 * back to where one was. The server brings the speech, so no kernel is needed for it.
 *
 * @typedef {{n: number, kind: string, level: number, heading: string, text: string, slips: string[]}} Block
 * @typedef {{short: string, about: string[], notes: string[], blocks: Block[]}} Speech
 */
import { element, hidden } from './forms/frame.js';
import { button } from './paper.js';

const OPENS = 'button[data-xc-speech]';
const WAIT = '正在取全文……';
const NO_ANSWER = '全文没有取到：连不上课程的服务器。请稍后再试。';
const NO_SERVICE = '这台服务器没有提供全文。引文下面的“看上下文”可以照常用。';

/**
 * Have “在全文中看” on this paper open the speech.
 * @param {import('./paper.js').Paper} paper
 */
export function wholeSpeeches(paper) {
  paper.panel.node.addEventListener('click', (event) => {
    const link = /** @type {HTMLElement} */ (event.target).closest?.(OPENS);
    if (link instanceof HTMLElement) {
      open(paper, link.dataset);
    }
  });
}

/** @param {import('./paper.js').Paper} paper @param {DOMStringMap} asked */
async function open(paper, { xcSpeech: slug, xcParagraph: place, xcWords: words = '' }) {
  const title = element('h2', { id: 'xc-reader-title' }, '全文');
  const about = element('p', { class: 'xc-reader-about', role: 'status' }, WAIT);
  const text = element('div', { class: 'xc-reader-text', role: 'region', tabindex: '0', 'aria-labelledby': title.id });
  const dialog = element('dialog', { class: 'xc-dialog xc-reader', 'aria-labelledby': title.id });
  const close = button('回到原处', () => dialog.close(), 'xc-button xc-button-main');
  const again = button('回到引文处', () => toPlace(text));
  again.hidden = true;
  dialog.append(title, about, text, element('p', { class: 'xc-dialog-actions' }, close, again));
  dialog.addEventListener('keydown', (event) => event.stopPropagation());
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close()); // beside it
  dialog.addEventListener('close', () => dialog.remove());
  paper.panel.node.append(dialog);
  dialog.showModal(); // closed, it gives the focus back to the link
  try {
    const speech = await fetchSpeech(paper, slug);
    title.textContent = speech.short;
    about.replaceChildren(...speech.about.flatMap((words) => [element('span', {}, words), ' ']));
    text.append(...speech.notes.map((note) => element('p', { class: 'xc-slip' }, note)),
      ...speech.blocks.map((block) => drawn(block, block.n === Number(place), words)));
    again.hidden = false;
    toPlace(text);
  } catch (problem) {
    about.textContent = `✗ ${problem.message}`;
    about.classList.add('xc-wrong');
  }
}

/** @returns {Promise<Speech>} */
async function fetchSpeech(paper, slug) {
  const { ServerConnection, app } = paper.lab;
  const settings = app.serviceManager.serverSettings;
  const beside = encodeURIComponent(paper.context.path);
  const url = `${settings.baseUrl}xuncha/speech/${encodeURIComponent(slug)}?beside=${beside}`;
  const answer = await ServerConnection.makeRequest(url, {}, settings).catch(() => {
    throw new Error(NO_ANSWER);
  });
  if (answer.status === 404) {
    throw new Error(NO_SERVICE);
  }
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    throw new Error(typeof said.message === 'string' && answer.status === 400 ? said.message : NO_ANSWER);
  }
  return said;
}

/** @param {Block} block @param {boolean} quoted @param {string} words what is quoted of it */
function drawn(block, quoted, words) {
  const { heading } = block;
  const rest = heading && block.text.startsWith(heading) ? block.text.slice(heading.length) : block.text;
  const head = rest === block.text ? [] : [element('strong', {}, ...marked(heading, quoted ? words : ''))];
  const body = element('p', { class: `xc-reader-${block.kind}`, ...(block.kind === 'heading' && { 'data-level': String(block.level) }) },
    ...head, ...marked(rest, quoted ? words : ''));
  const number = element('span', { class: 'xc-place' }, `¶${block.n}`);
  const node = element('div', { class: 'xc-reader-block' }, number, body,
    ...block.slips.map((slip) => element('p', { class: 'xc-slip' }, slip)));
  if (quoted) {
    node.classList.add('xc-reader-here');
    node.tabIndex = -1;
    number.append(hidden('，引文所在的一段'));
  }
  return node;
}

/** `text` with the first occurrence of `words` marked. */
function marked(text, words) {
  const at = words ? text.indexOf(words) : -1;
  return at < 0 ? [text] : [text.slice(0, at), element('mark', {}, words), text.slice(at + words.length)];
}

function toPlace(text) {
  const here = text.querySelector('.xc-reader-here') ?? text;
  here.focus({ preventScroll: true });
  (here.querySelector?.('mark') ?? here).scrollIntoView({ block: 'center' });
}
