/** The table of functions: self and total weight, recursion counted once. */

export class FunctionRow {
  constructor(key, label) {
    this.key = key;
    this.label = label;
    this.self = 0;
    this.total = 0;
    this.samples = 0;
    this.selfSamples = 0;
    this.before = { weight: 0, samples: 0 };
    this.after = { weight: 0, samples: 0 };
  }
}

/** One row for each key that occurs, in no order. */
export function functionRows(tree, keys, keyCount) {
  const rows = new Array(keyCount);
  const openUntil = new Int32Array(keyCount);
  for (let n = 1; n < tree.size; n++) {
    if (tree.weight[n] === 0) continue;
    const key = keys[tree.label[n]];
    const row = rows[key] ?? (rows[key] = new FunctionRow(key, tree.label[n]));
    row.self += tree.selfWeight[n];
    row.selfSamples += tree.selfSamples[n];
    if (n >= openUntil[key]) {
      openUntil[key] = tree.end[n];
      row.total += tree.weight[n];
      row.samples += tree.samples[n];
      if (tree.sides) addSides(row, tree.sides, n);
    }
  }
  return rows.filter(Boolean);
}

function addSides(row, sides, n) {
  for (const side of ['before', 'after']) {
    row[side].weight += sides[side].total.weight[n];
    row[side].samples += sides[side].total.samples[n];
  }
}
