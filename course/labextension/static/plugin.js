/**
 * The JupyterLab plugin: finds out what kind of notebook is being opened and sets it
 * as a quiz paper or a lesson. All other notebooks are left alone.
 */
import { Paper } from './paper.js';
import { openQuiz } from './quiz.js';
import { openLesson } from './lesson.js';
import { addCommand, addPlainView } from './plainview.js';
import { addPresentCommand } from './presenting.js';
import { Surroundings } from './surroundings.js';
import { addTeachingCommand } from './teaching.js';

const OPEN = { quiz: openQuiz, lesson: openLesson, home: openLesson, desk: openLesson };

/**
 * @param {(name: string) => Promise<any>} shared takes a package that JupyterLab shares
 * @returns {Promise<object>} the plugin
 */
export async function plugin(shared) {
  const [{ Widget }, { CodeCell }, { ServerConnection }] = await Promise.all(
    ['@lumino/widgets', '@jupyterlab/cells', '@jupyterlab/services'].map(shared)
  );
  const { ICommandPalette } = await shared('@jupyterlab/apputils').catch(() => ({})); // can be done without
  return {
    id: 'xuncha:plugin',
    description: '试卷上的作答表单，课程自动运行',
    autoStart: true,
    optional: ICommandPalette ? [ICommandPalette] : [],
    activate(app, palette) {
      const lab = { app, Widget, CodeCell, ServerConnection };
      const papers = new WeakMap();
      const current = () => papers.get(app.shell.currentWidget);
      const surroundings = new Surroundings(app, current);
      app.docRegistry.addWidgetExtension('Notebook', {
        createNew(panel, context) {
          whenKnown(context.model, (about) => {
            if (!panel.isDisposed) {
              open(panel, about);
            }
          });
        }
      });

      function open(panel, about) {
        const paper = new Paper(panel, about, lab);
        papers.set(panel, paper);
        OPEN[about.kind](paper, lab);
        addPlainView(paper);
        paper.onView.push(() => surroundings.look());
        surroundings.look();
      }

      const isLesson = () => current()?.about.kind === 'lesson';
      addCommand(app, palette, current);
      addTeachingCommand(app, palette, isLesson);
      addPresentCommand(app, palette, current);
    }
  };
}

/**
 * Call `then` with the notebook's own description once its file is read.
 *
 * The model says so while it is being filled, in the same turn of the event loop:
 * before anything is painted, and before the context looks at what kernel to start.
 */
function whenKnown(model, then) {
  const look = () => {
    const about = model.getMetadata('xuncha');
    if (typeof about?.kind === 'string' && Object.hasOwn(OPEN, about.kind)) {
      model.metadataChanged.disconnect(look);
      then(about);
    }
  };
  model.metadataChanged.connect(look);
  look(); // a second view of a notebook that is open already
}
