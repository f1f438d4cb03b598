/** Search by regular expression over function names. */

/** A regular expression that ignores case; text that is not one is searched for as it stands. */
export function pattern(text) {
  try {
    return new RegExp(text, 'iu');
  } catch {
    return new RegExp(text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'), 'iu');
  }
}

/** For each label whether its name matches; null where there is nothing to search for. */
export function matchLabels(names, text) {
  if (!text) return null;
  const expression = pattern(text);
  const byFunction = new Map();
  const matches = new Uint8Array(names.labelCount);
  for (let label = 0; label < matches.length; label++) {
    const f = names.labelFunction[label];
    if (!byFunction.has(f)) byFunction.set(f, expression.test(names.raw(label)));
    matches[label] = byFunction.get(f) ? 1 : 0;
  }
  return matches;
}

/** Weight and samples of the stacks in which a label matches; each stack once. */
export function matched(tree, matches) {
  let weight = 0;
  let samples = 0;
  for (let n = 1; n < tree.size; ) {
    if (matches[tree.label[n]]) {
      weight += tree.weight[n];
      samples += tree.samples[n];
      n = tree.end[n];
    } else {
      n++;
    }
  }
  return { weight, samples };
}
