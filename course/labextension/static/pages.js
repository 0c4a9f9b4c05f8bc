/**
 * Where the pages of a presentation begin and end. Pure: heights in, places out.
 *
 * @typedef {object} Part a cell as it would be shown
 * @property {number} height 0 where there is nothing to see
 * @property {boolean} opens whether a section begins with it
 * @property {boolean} leads whether it leads to what follows: text before a card, a heading
 *
 * @typedef {{from: number, to: number}} Page places of the first part and behind the last
 */

/**
 * A page holds one section, or as many parts of it as there is room for. A part higher
 * than the room has a page of its own; a lead stays with what it leads to where both fit.
 * @param {Part[]} parts
 * @param {number} room
 * @returns {Page[]} pages with something on them, in order; parts with nothing to see may be on any
 */
export function pagesOf(parts, room) {
  const seen = parts.flatMap((part, at) => (part.height > 0 ? [{ ...part, at }] : []));
  /** @type {(typeof seen)[]} */
  const pages = [];
  let page = [];
  let filled = 0;
  const turn = (next) => {
    pages.push(page);
    page = next;
    filled = next.reduce((sum, { height }) => sum + height, 0);
  };
  seen.forEach((part) => {
    if (page.length > 0 && part.opens) {
      turn([]);
    } else if (page.length > 0 && filled + part.height > room) {
      turn(leadsOff(page, part, room));
    }
    page.push(part);
    filled += part.height;
  });
  if (page.length > 0) {
    pages.push(page);
  }
  return pages.map((held) => ({ from: held[0].at, to: held[held.length - 1].at + 1 }));
}

/** Take from the end of `page` what leads to `part`, if both fit on the next and something stays. */
function leadsOff(page, part, room) {
  const last = page[page.length - 1];
  const fits = page.length > 1 && last.leads && last.height + part.height <= room;
  return fits ? page.splice(-1) : [];
}

/** @param {Page[]} pages @param {number} part @returns {number} the page that holds `part`, or the last before it */
export function pageWith(pages, part) {
  const after = pages.findIndex(({ from }) => from > part);
  return Math.max(0, (after < 0 ? pages.length : after) - 1);
}

/** Smaller than this share of its size type cannot be read from the last row. */
const LEAST = 0.75;

/**
 * How much smaller a page has to be shown to fit the room: 1 where it fits, and where it
 * would not fit even as small as can be read, so that it is scrolled.
 * @param {number} height
 * @param {number} room
 */
export function fitting(height, room) {
  const share = height > 0 ? room / height : 1;
  return share >= LEAST && share < 1 ? Math.floor(share * 100) / 100 : 1;
}
