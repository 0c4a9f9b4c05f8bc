/**
 * Two versions of one paper and what becomes of each answer. Pure: plain notebooks in,
 * decisions out.
 */

/**
 * The answer cells among `cells`, by the name each goes by: nbgrader's grade id, or its
 * place among the answers where that is missing or taken.
 * @template Cell
 * @param {Iterable<Cell>} cells
 * @param {(cell: Cell, key: string) => any} metadata reads one entry of a cell's metadata
 * @returns {Map<string, Cell>}
 */
export function answersOf(cells, metadata) {
  const answers = new Map();
  for (const cell of cells) {
    if (metadata(cell, 'xuncha')?.role === 'answer') {
      const id = metadata(cell, 'nbgrader')?.grade_id;
      const named = typeof id === 'string' && id !== '' && !answers.has(id);
      answers.set(named ? id : `#${answers.size + 1}`, cell);
    }
  }
  return answers;
}

/** The answer cells of a notebook's JSON, with their sources as one text each. */
export function answersIn(notebook) {
  const answers = answersOf(notebook?.cells ?? [], (cell, key) => cell?.metadata?.[key]);
  for (const cell of answers.values()) {
    cell.source = [].concat(cell.source ?? '').join('');
  }
  return answers;
}

/** Whether two notebooks' JSON are versions of one paper: the same quiz, cell by cell. */
export function samePaper(one, other) {
  const shape = (notebook) => JSON.stringify([
    notebook?.metadata?.xuncha?.id ?? null,
    notebook?.cells?.length,
    [...answersIn(notebook).keys()]
  ]);
  return shape(one) === shape(other);
}

/**
 * What becomes of an answer that both sides may have changed since `base`.
 * @param {{base?: string, ours: string, theirs: string}} versions
 * @param {Set<string>} [replaced] what our own saves have replaced: should that come back,
 *   then somebody may have overwritten a newer answer without having seen it
 * @returns {'same' | 'ours' | 'theirs' | 'ask'}
 */
export function decide({ base, ours, theirs }, replaced) {
  if (ours === theirs) {
    return 'same';
  }
  if (theirs === base) {
    return 'ours';
  }
  return ours === base && !replaced?.has(theirs) ? 'theirs' : 'ask';
}

/**
 * Three-way merge of two objects, entry by entry: what was changed only there is taken.
 * @param {object} base
 * @param {object} ours
 * @param {object} theirs
 */
export function mergeEntries(base, ours, theirs) {
  const merged = { ...ours };
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  for (const key of new Set([...Object.keys(base), ...Object.keys(theirs)])) {
    if (same(ours[key], base[key]) && !same(theirs[key], base[key])) {
      merged[key] = theirs[key];
    }
  }
  return JSON.parse(JSON.stringify(merged));
}
