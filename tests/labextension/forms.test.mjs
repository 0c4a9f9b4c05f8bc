/** What the forms decide without a page: order, letters, keys, pairs, widths, counts. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { glued } from '../../course/labextension/static/forms/cloze.js';
import { asShown, faultOf, placeOfKey } from '../../course/labextension/static/forms/entries.js';
import { worth } from '../../course/labextension/static/forms/frame.js';
import { press, uses } from '../../course/labextension/static/forms/match.js';
import { completed, moved, placeFor } from '../../course/labextension/static/forms/order.js';
import { counted } from '../../course/labextension/static/forms/short.js';
import { characters, ems, oneLine } from '../../course/labextension/static/forms/text.js';

const OPTIONS = ['A', 'B', 'C'].map((id) => ({ id, text: `第 ${id} 项` }));
const VERDICTS = [{ id: '对', text: '正确' }, { id: '错', text: '错误' }];
const lettersOf = (entries) => entries.map(({ id, letter }) => id + letter);

test('options keep their order and letters unless another order is shown', () => {
  assert.deepEqual(lettersOf(asShown(OPTIONS)), ['AA', 'BB', 'CC']);
  assert.deepEqual(lettersOf(asShown(OPTIONS, ['C', 'A', 'B'])), ['CA', 'AB', 'BC']);
  assert.deepEqual(lettersOf(asShown(VERDICTS, ['错', '对'])), ['错', '对']);
});

test('an order that is none of just these options is not followed', () => {
  for (const shown of [['C', 'A'], ['C', 'A', 'A'], ['C', 'A', 'D'], ['C', 'A', 'B', 'B'], 'CAB', 3, {}]) {
    assert.deepEqual(lettersOf(asShown(OPTIONS, shown)), ['AA', 'BB', 'CC'], JSON.stringify(shown));
  }
});

test('a digit stands for a place, a letter for the option shown by it', () => {
  const shown = asShown(OPTIONS, ['C', 'A', 'B']);
  const ids = ['1', '3', 'a', 'B', 'c'].map((key) => shown[placeOfKey(key, shown)].id);
  assert.deepEqual(ids, ['C', 'B', 'C', 'A', 'B']);
  const none = ['0', '4', 'd', 'Enter', 'Alt', ' ', '12', ''].map((key) => placeOfKey(key, shown));
  assert.deepEqual(new Set(none), new Set([-1]));
  assert.deepEqual(['2', 'A'].map((key) => placeOfKey(key, asShown(VERDICTS))), [1, -1]);
});

test('a form that lacks what its type needs says so', () => {
  const entry = { id: 'A', text: '甲' };
  const faulty = [
    null, {}, { type: 'essay' }, { type: 'constructor' }, { type: 'single' }, { type: 'single', options: [] },
    { type: 'single', options: [{ id: 1, text: '甲' }] }, { type: 'multiple', options: [entry, entry] },
    { type: 'match', left: [entry] }, { type: 'cloze', parts: ['没有空'] }, { type: 'cloze', parts: [{ blank: 1 }] },
    { type: 'cloze', parts: [{ blank: '1' }, { blank: '1' }] }
  ];
  assert.deepEqual(faulty.filter((form) => faultOf(form) === ''), []);
  const sound = [
    { type: 'judge', options: VERDICTS }, { type: 'match', left: [entry], right: [entry] },
    { type: 'cloze', parts: ['做到', { blank: '1' }] }, { type: 'short' }
  ];
  assert.deepEqual(sound.map(faultOf), ['', '', '', '']);
});

test('what an item is worth is said once', () => {
  assert.equal(worth({ points: 3, rule: '全部选对得 3 分。' }), '全部选对得 3 分。');
  assert.equal(worth({ points: 3, rule: '少选按比例得分。' }), '本题 3 分。少选按比例得分。');
  assert.equal(worth({ points: 2 }), '本题 2 分。');
  assert.equal(worth({ points: '<b>2</b>', rule: 7 }), '');
});

test('a row is moved to a place, and keys know the place', () => {
  assert.deepEqual(moved(['A', 'B', 'C', 'D'], 'A', 2), ['B', 'C', 'A', 'D']);
  assert.deepEqual(moved(['A', 'B', 'C', 'D'], 'D', 0), ['D', 'A', 'B', 'C']);
  const places = ['ArrowUp', 'ArrowDown', 'Home', 'End', '3', '5', 'x'].map((key) => placeFor(key, 1, 4));
  assert.deepEqual(places, [0, 2, 0, 3, 2, null, null]);
  assert.deepEqual([placeFor('ArrowUp', 0, 4), placeFor('ArrowDown', 3, 4)], [0, 3]);
});

test('a part of an order is completed without losing or adding a row', () => {
  assert.deepEqual(completed(['C', 'A'], ['A', 'B', 'C']), ['C', 'A', 'B']);
  assert.deepEqual(completed([], ['B', 'A']), ['B', 'A']);
  assert.deepEqual(completed(['Z'], ['B', 'A']), ['B', 'A']);
});

test('pressing one on each side makes a pair, from either side', () => {
  const [left, other, right] = [['left', '1'], ['left', '2'], ['right', 'A']].map(([side, id]) => ({ side, id }));
  assert.deepEqual(press(null, left), { armed: left });
  assert.deepEqual(press(left, other), { armed: other });
  assert.deepEqual(press(left, left), { armed: null });
  assert.deepEqual(press(left, right), { armed: null, pair: ['1', 'A'] });
  assert.deepEqual(press(right, left), { armed: null, pair: ['1', 'A'] });
});

test('one entry on the right may go with several on the left', () => {
  assert.deepEqual([...uses([['1', 'B'], ['2', ''], ['3', 'B']])], [['B', ['1', '3']]]);
});

test('a blank keeps the marks that may not stand at the edge of a line', () => {
  const [first, second] = [{ blank: '1' }, { blank: '2' }];
  assert.deepEqual(glued(['做到“', first, '”，增强', second, '。']), [
    '做到', { blank: '1', before: '“', after: '”，' }, '增强', { blank: '2', before: '', after: '。' }, ''
  ]);
  for (const parts of [[first, second], ['，《', first, '》《', second], ['《', first, '。'], [first, '、', second, '甲']]) {
    const text = (all) => all.map((p) => (typeof p === 'string' ? p : `${p.before ?? ''}＿${p.after ?? ''}`)).join('');
    assert.equal(text(glued(parts)), text(parts));
  }
});

test('a pasted text becomes one line', () => {
  assert.equal(oneLine('两个\r\n  维护\n'), '两个维护');
  assert.equal(oneLine('first line\nsecond'), 'first line second');
  assert.equal(oneLine('2024\n年，\nA'), '2024年，A');
  assert.equal(oneLine('一行'), '一行');
});

test('width goes by the kind of character', () => {
  assert.equal(ems('两个维护'), 4);
  assert.ok(Math.abs(ems('2024') - 2.4) < 1e-9);
  assert.equal(ems('\u200b\u0301'), 0);
});

test('characters are counted as people count them, and too many are said', () => {
  assert.equal(characters(' 监督，\n不包办 𠮷'), 7);
  assert.equal(counted(5, 5), '已写 5 字，至多 5 字');
  assert.equal(counted(6, 5), '已写 6 字，超出 1 字（至多 5 字）');
  assert.equal(counted(6, Infinity), '已写 6 字');
});
