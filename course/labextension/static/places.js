/**
 * Changes to a page that leave what is being read where it is.
 */

/** Make a change, and have the cell at the upper edge of each page in sight stand there again. */
export function inPlace(change) {
  const back = places();
  change();
  back.forEach((goBack) => goBack());
}

/** For each page in sight a way back to the cell at its upper edge. */
function places() {
  return [...document.querySelectorAll('.xc-paper .jp-WindowedPanel-outer')].flatMap((page) => {
    const edge = page.getBoundingClientRect().top;
    const cell = [...page.querySelectorAll('.jp-Cell')].find((node) => node.getBoundingClientRect().bottom > edge);
    if (!cell || page.scrollTop === 0) {
      return [];
    }
    const { top, height } = cell.getBoundingClientRect();
    const share = (edge - top) / height;
    return [() => {
      const now = cell.getBoundingClientRect();
      page.scrollTop += now.top + share * now.height - edge;
    }];
  });
}
