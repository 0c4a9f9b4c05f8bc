/** Where the pages of a presentation begin and end. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { fitting, pageWith, pagesOf } from '../../course/labextension/static/pages.js';

const card = (height) => ({ height, opens: false, leads: false });
const text = (height) => ({ height, opens: false, leads: true });
const section = (height) => ({ height, opens: true, leads: true });

/** The heights of the parts on each page, for a screen that is 10 high. */
const laid = (...parts) => pagesOf(parts, 10).map(({ from, to }) => parts.slice(from, to).map(({ height }) => height));

test('a page holds as many parts of a section as there is room for', () => {
  assert.deepEqual(laid(section(2), card(4), card(4), card(4), card(6)), [[2, 4, 4], [4, 6]]);
});

test('a section begins on a page of its own', () => {
  assert.deepEqual(laid(section(1), section(1), card(1), section(1)), [[1], [1, 1], [1]]);
});

test('text goes along with the card that it leads to', () => {
  assert.deepEqual(laid(section(2), card(4), text(2), card(5)), [[2, 4], [2, 5]]);
});

test('text stays where it is when it does not fit above its card, or is alone on its page', () => {
  assert.deepEqual(laid(section(2), card(4), text(2), card(9)), [[2, 4, 2], [9]]);
  assert.deepEqual(laid(section(2), card(9)), [[2], [9]]);
});

test('a part higher than the screen has a page of its own', () => {
  assert.deepEqual(laid(section(2), card(25), card(3)), [[2], [25], [3]]);
});

test('what shows nothing makes no page', () => {
  assert.deepEqual(laid(card(0), section(2), card(0), card(9), card(0)), [[2], [9]]);
  assert.deepEqual(pagesOf([card(0)], 10), []);
});

test('every part is found again on the page that holds it, or on the last before it', () => {
  const pages = pagesOf([card(0), section(2), card(0), card(9), card(0)], 10);
  assert.deepEqual([0, 1, 2, 3, 4].map((part) => pageWith(pages, part)), [0, 0, 0, 1, 1]);
});

test('what is a little too high is made smaller, what is far too high is scrolled', () => {
  assert.equal(fitting(600, 660), 1);
  assert.equal(fitting(660, 660), 1);
  assert.equal(fitting(0, 660), 1);
  assert.ok(700 * fitting(700, 660) <= 660);
  assert.ok(870 * fitting(870, 660) <= 660);
  assert.equal(fitting(1000, 660), 1);
});
