/** What a stem says that its form says as well. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markRepeated } from '../../course/labextension/static/stem.js';

/** As much of a rendered stem as is looked at. */
function rendered(...texts) {
  const children = texts.map((textContent) => {
    const block = { textContent, repeated: false, classList: { toggle: (_, on) => { block.repeated = on; } } };
    return block;
  });
  return { children };
}

test('options and the way of scoring are said once, other words stay', () => {
  const rule = '选对得 2 分，选错或不选得 0 分。';
  const form = { type: 'single', rule, options: [{ id: 'A', text: '业务检查' }, { id: 'B', text: '政治监督' }] };
  const stem = rendered('第 1 题', '（单选题，2 分）巡察是什么？', 'A. 业务检查', 'B. 政治监督', `评分（全对得分）：${rule}`, rule);
  markRepeated(stem, form);
  assert.deepEqual(stem.children.map(({ repeated }) => repeated), [false, false, true, true, true, false]);
});
