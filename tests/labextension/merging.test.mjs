/** merging.js: what becomes of two versions of one paper. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { answersIn, decide, mergeEntries, samePaper } from '../../course/labextension/static/merging.js';

const cell = (source, nbgrader, role = 'answer') => ({ source, metadata: { nbgrader, xuncha: { role } } });
const paper = (id, ...cells) => ({ metadata: { xuncha: { id } }, cells });

test('what was changed on one side only is taken from that side', () => {
  assert.equal(decide({ base: 'a', ours: 'a', theirs: 'a' }), 'same');
  assert.equal(decide({ base: 'a', ours: 'b', theirs: 'b' }), 'same');
  assert.equal(decide({ base: 'a', ours: 'b', theirs: 'a' }), 'ours');
  assert.equal(decide({ base: 'a', ours: 'a', theirs: 'b' }), 'theirs');
});

test('what was changed on both sides is asked about', () => {
  assert.equal(decide({ base: 'a', ours: 'b', theirs: 'c' }), 'ask');
  assert.equal(decide({ base: undefined, ours: 'b', theirs: 'c' }), 'ask');
});

test('an answer that our save has replaced and that comes back is asked about', () => {
  assert.equal(decide({ base: 'b', ours: 'b', theirs: 'a' }, new Set(['a'])), 'ask');
  assert.equal(decide({ base: 'a', ours: 'b', theirs: 'a' }, new Set(['a'])), 'ours');
});

test('answers go by their grade id, or by their place where that cannot be', () => {
  const odd = paper('q', cell('1', { grade_id: 'x' }), cell(['2', '3'], { grade_id: 'x' }), cell('4'),
    cell('5', { grade_id: 7 }), cell('6', { grade_id: 'stem' }, 'stem'), {}, null);
  const read = [...answersIn(odd)].map(([id, { source }]) => [id, source]);
  assert.deepEqual(read, [['x', '1'], ['#2', '23'], ['#3', '4'], ['#4', '5']]);
  assert.equal(answersIn(undefined).size, 0);
});

test('a paper is the same whatever its answers say, and another one never is', () => {
  const one = paper('q', cell('1', { grade_id: 'x' }));
  assert.ok(samePaper(one, paper('q', cell('2', { grade_id: 'x' }))));
  const others = [
    paper('r', cell('1', { grade_id: 'x' })),
    paper('q', cell('1', { grade_id: 'y' })),
    paper('q', cell('1', { grade_id: 'x' }), cell('', { grade_id: 's' }, 'stem')),
    {},
    null
  ];
  for (const other of others) {
    assert.ok(!samePaper(one, other));
  }
});

test('what is said of the paper as a whole is merged entry by entry', () => {
  const base = { id: 'q', later: [], handed_in: 1 };
  const ours = { id: 'q', later: [3], handed_in: 1 };
  assert.deepEqual(mergeEntries(base, ours, { id: 'q', later: [] }), { id: 'q', later: [3] });
  assert.deepEqual(mergeEntries(base, ours, { ...base, begun: 2 }), { ...ours, begun: 2 });
  assert.deepEqual(mergeEntries(base, ours, { ...base, later: [4] }), ours);
});
