/**
 * The instructor's view of a lesson: with it the cells for instructors and the answers are
 * shown, without it they are not there, neither for the eye nor for the Tab key. Chosen
 * once, and kept by this browser for all lessons.
 */
import { button } from './paper.js';
import { inPlace } from './places.js';

/** On the body, where cards find it, too. */
const TEACHING = 'xc-teaching';
const KEPT_AS = 'xuncha:teaching';
const NAME = '教员视图';
const WHAT = '显示教学提示和答案';

/** All switches on the page, so that they agree. @type {Set<HTMLElement>} */
const switches = new Set();

export const isTeaching = () => document.body.classList.contains(TEACHING);

/** @param {Jupyter.Cell} cell @returns {boolean} whether it is for instructors alone */
export const isForTeachers = (cell) => cell.model.getMetadata('xuncha')?.role === 'teacher';

/**
 * Mark the paper's cells for instructors, and see that they are shown as was chosen last.
 * @param {import('./paper.js').Paper} paper
 */
export function teacherCells(paper) {
  const mark = () => paper.cells.forEach((cell) => cell.toggleClass('xc-cell-teacher', isForTeachers(cell)));
  paper.model.cells.changed.connect(() => queueMicrotask(mark));
  mark();
  show(kept());
}

/**
 * A button that turns the view on and off.
 * @param {import('./paper.js').Paper} paper
 * @param {string} [look]
 * @returns {HTMLButtonElement}
 */
export function teachingSwitch(paper, look = 'xc-button xc-toggle') {
  const node = button(NAME, () => turn(!isTeaching()), look);
  node.title = WHAT;
  switches.add(node);
  paper.panel.disposed.connect(() => switches.delete(node));
  node.setAttribute('aria-pressed', String(isTeaching()));
  return node;
}

/** A command for it. @param {Jupyter.App} app @param {any} palette @param {() => boolean} isLesson */
export function addTeachingCommand(app, palette, isLesson) {
  app.commands.addCommand('xuncha:teaching', {
    label: `${NAME}（${WHAT}）`,
    isVisible: isLesson,
    isEnabled: isLesson,
    isToggled: isTeaching,
    execute: () => turn(!isTeaching())
  });
  palette?.addItem({ command: 'xuncha:teaching', category: '巡察课堂' });
}

function turn(on) {
  keep(on);
  show(on);
}

function show(on) {
  if (on !== isTeaching()) {
    inPlace(() => document.body.classList.toggle(TEACHING, on));
  }
  switches.forEach((node) => node.setAttribute('aria-pressed', String(on)));
}

function kept() {
  try {
    return localStorage.getItem(KEPT_AS) === 'on';
  } catch {
    return isTeaching(); // this browser keeps nothing for pages: it holds for this visit
  }
}

function keep(on) {
  try {
    localStorage.setItem(KEPT_AS, on ? 'on' : 'off');
  } catch {
    // it holds for this visit
  }
}

/** Chosen in another window: the same here. */
globalThis.addEventListener?.('storage', (event) => {
  if (event.key === KEPT_AS && switches.size > 0) {
    show(kept());
  }
});
