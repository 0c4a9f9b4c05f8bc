/**
 * A stem is complete by itself: it lists the options, so that it can be read without
 * the form. Under the form's own options that list would be said twice.
 */

/** What may stand around the options' texts in a list of them: letters, numbers, marks. */
const LIST_MARKS = /[\p{P}\p{S}\p{Z}\sA-Z0-9]/gu;

/** How a stem begins: “（填空题，2 分）”. */
const KIND = /^\s*（[^（）]*题[^（）]*）/u;

/** How the line that says how an item is scored begins: “评分（全对得分）：”. */
const SCORED = /^\s*评分（[^（）]*）：/u;

const bare = (text) => text.replace(LIST_MARKS, '');

/**
 * Mark the blocks of a rendered stem that say nothing but what the form says.
 * @param {HTMLElement} stem the rendered Markdown
 * @param {import('./form.js').Form} form
 * @returns {string} the item's kind and points, if they went with a block that is marked
 */
export function markRepeated(stem, form) {
  const texts = textsOf(form).map(bare).filter(Boolean);
  let kind = '';
  for (const block of stem.children) {
    const [start] = KIND.exec(block.textContent) ?? [''];
    const repeated = repeats(bare(block.textContent.slice(start.length)), texts)
      || saysRule(block.textContent, form.rule);
    block.classList.toggle('xc-repeated', repeated);
    kind ||= repeated ? start.trim() : '';
  }
  return kind;
}

function textsOf(form) {
  const entries = [...(form.options ?? []), ...(form.left ?? []), ...(form.right ?? [])];
  const sentence = (form.parts ?? []).filter((part) => typeof part === 'string');
  return [...entries.map((entry) => entry.text), ...sentence];
}

function saysRule(text, rule) {
  return SCORED.test(text) && text.replace(SCORED, '').trim() === rule;
}

/** Whether `text` is made up of one or more of `texts` and of nothing else. */
function repeats(text, texts) {
  const longestFirst = [...texts].sort((a, b) => b.length - a.length);
  const rest = longestFirst.reduce((left, part) => left.replace(part, ''), text);
  return text !== '' && rest === '';
}
