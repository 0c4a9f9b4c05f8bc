/** The plugin against a JupyterLab made up of what it touches: which notebooks it leaves alone. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { plugin } from '../../course/labextension/static/plugin.js';

globalThis.document = { querySelector: () => null, body: { classList: { toggle: () => false } } };

class Signal {
  slots = new Set();
  connect(slot) { this.slots.add(slot); }
  disconnect(slot) { this.slots.delete(slot); }
  emit() { [...this.slots].forEach((slot) => slot()); }
}

/** A JupyterLab that says which packages it shares, and the notebook extension it is given. */
async function lab(...missing) {
  const found = { commands: [] };
  const made = await plugin(async (name) => {
    if (missing.includes(name)) {
      throw new Error(`not shared: ${name}`);
    }
    return { Widget: class {}, CodeCell: class {}, ServerConnection: {}, ICommandPalette: 'palette' };
  });
  const app = {
    shell: { currentWidget: null },
    commands: { addCommand: (id) => found.commands.push(id) },
    docRegistry: { addWidgetExtension: (kind, extension) => Object.assign(found, { kind, extension }) }
  };
  made.activate(app, null);
  return { ...found, made };
}

/** A panel that nobody may so much as look at, but to see whether it is there still. */
const untouchable = (isDisposed = false) => new Proxy({}, {
  get(_, name) {
    assert.equal(name, 'isDisposed', `the panel's ${String(name)} was asked for`);
    return isDisposed;
  }
});

function modelWith(about) {
  return { metadataChanged: new Signal(), getMetadata: () => about };
}

const ODD = [
  undefined, null, 5, 'quiz', [], {}, { kind: {} }, { kind: ['quiz'] }, { kind: '__proto__' },
  { kind: 'constructor' }, { kind: { toString: 5 } }, { kind: 'x'.repeat(1_000_000) },
  JSON.parse('{"__proto__": {"kind": "quiz"}}')
];

test('other notebooks, and descriptions that only look like ours, are not touched', async () => {
  const { kind, extension } = await lab();
  assert.equal(kind, 'Notebook');
  for (const about of ODD) {
    const model = modelWith(about);
    extension.createNew(untouchable(), { model });
    model.metadataChanged.emit();
  }
});

test('a notebook closed before its file was read is not touched', async () => {
  const { extension } = await lab();
  let about;
  const model = { metadataChanged: new Signal(), getMetadata: () => about };
  extension.createNew(untouchable(true), { model });
  about = { kind: 'quiz' };
  model.metadataChanged.emit();
  assert.equal(model.metadataChanged.slots.size, 0);
});

test('a paper is known as soon as its file is read', async () => {
  const { extension } = await lab();
  let about;
  const model = { metadataChanged: new Signal(), getMetadata: () => about };
  extension.createNew(untouchable(), { model });
  about = { kind: 'quiz' };
  assert.throws(() => model.metadataChanged.emit(), /was asked for/);
});

test('without a command palette the plugin works all the same', async () => {
  const { made, commands } = await lab('@jupyterlab/apputils');
  assert.deepEqual(made.optional, []);
  assert.deepEqual(commands, ['xuncha:plain-view', 'xuncha:teaching', 'xuncha:present']);
});

test('without JupyterLab\'s cells there is no plugin, and the reason is told', async () => {
  await assert.rejects(lab('@jupyterlab/cells'), /not shared: @jupyterlab\/cells/);
});
