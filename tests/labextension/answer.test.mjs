/** answer.js reads what people type as the grader does: the table the grader is held to as well. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { express, extent, understand } from '../../course/labextension/static/answer.js';

const { forms, cases } = JSON.parse(readFileSync(new URL('answers.json', import.meta.url), 'utf8'));

for (const { form, source, state, response } of cases) {
  test(`${form}: ${JSON.stringify(source)}`, () => {
    const found = understand(forms[form], source);
    assert.deepEqual([found.state, found.response], [state, response]);
  });
}

test('what was read is written in a way that is read as the same', () => {
  for (const { form, response } of cases.filter(({ state }) => state === 'answered')) {
    const written = express(forms[form], response);
    assert.deepEqual(understand(forms[form], written).response, response, written);
  }
});

test('a cell too long for the grader is malformed', () => {
  const padded = (length) => `answer = "B"${' '.repeat(length - 12)}`;
  assert.equal(understand(forms.single, padded(4000)).state, 'answered');
  assert.equal(understand(forms.single, padded(4001)).state, 'malformed');
});

test('an item is answered in part while a blank or an entry is left out', () => {
  const cloze = { type: 'cloze', parts: ['做到', { blank: '1' }, '，增强', { blank: '2' }, '。'] };
  assert.equal(extent(cloze, 'answer = ""'), 'blank');
  assert.equal(extent(cloze, 'answer = {"2": "四个意识"}'), 'part');
  assert.equal(extent(cloze, 'answer = {"1": "", "2": "四个意识"}'), 'part');
  assert.equal(extent(cloze, 'answer = ["甲", "乙"]'), 'answered');
  const entry = (id) => ({ id, text: id });
  const match = { type: 'match', left: ['1', '2'].map(entry), right: ['A', 'B'].map(entry) };
  assert.equal(extent(match, 'answer = {"1": "A"}'), 'part');
  assert.equal(extent(match, 'answer = {"1": "A", "2": "A"}'), 'answered');
  assert.equal(extent({ type: 'single', options: ['A', 'B'].map(entry) }, 'answer = "B"'), 'answered');
  assert.equal(extent({ type: 'short' }, '有话说'), 'answered');
});
