/**
 * The way out for the curious, and back: the ordinary notebook with its code, by a command,
 * by a link at the end of each page, and a strip that leads back to the page.
 */
import { element } from './forms/frame.js';
import { button } from './paper.js';

const COMMAND = 'xuncha:plain-view';

/**
 * @param {Jupyter.App} app
 * @param {object | null} palette the command palette
 * @param {() => import('./paper.js').Paper | undefined} current the paper in front
 */
export function addCommand(app, palette, current) {
  app.commands.addCommand(COMMAND, {
    label: () => (current()?.plain ? wayBack(current()) : '显示代码（普通笔记本界面）'),
    isVisible: () => current() !== undefined,
    isEnabled: () => current() !== undefined,
    isToggled: () => current()?.plain ?? false,
    execute: () => current()?.setPlain(!current().plain)
  });
  palette?.addItem({ command: COMMAND, category: '巡察课堂' });
}

/** @param {import('./paper.js').Paper} paper */
export function addPlainView(paper) {
  const out = button('显示代码', () => turn(true), 'xc-link');
  const back = button(wayBack(paper), () => turn(false), 'xc-button xc-button-main');
  out.title = '换成普通笔记本界面，可以看到代码';
  paper.end.append(element('p', { class: 'xc-end-small' }, out));
  const strip = paper.addStrip(element('div', {}, element('p', {}, '这是普通笔记本界面，能看到代码。'), back), true);
  strip.addClass('xc-notice');

  /** The focus goes along: from the link to the way back, and back again. */
  function turn(plain) {
    paper.setPlain(plain);
    (plain ? back : out).focus({ preventScroll: plain });
  }
}

const wayBack = (paper) => (paper.about.kind === 'quiz' ? '回到试卷' : '回到课程页面');
