/** answer.js reads what people type as the grader does: the table the grader is held to as well. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { express, understand } from '../../course/labextension/static/answer.js';

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
