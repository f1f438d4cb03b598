/** What changed between two ranges of time of one event: the graph as a difference. */
import { Change } from './change.js';
import { bucketsOf } from './samples.js';

/** The buckets that one range is compared with: those of another, or all that are not in it. */
function othersOf(info, range, against) {
  if (against !== 'rest') return [bucketsOf(info, against)];
  const [from, to] = bucketsOf(info, range);
  return [
    [0, from - 1],
    [to + 1, info.buckets - 1],
  ].filter(([first, last]) => first <= last);
}

/** How many times more samples vary from one bucket to the next than if each fell on any at random; 1 at least. */
export function bunchOf(counts) {
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  if (!(mean > 0) || counts.length < 2) return 1;
  const variance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / (counts.length - 1);
  return Math.max(1, variance / mean);
}

/** One side: self weight and samples of each node, their totals, and how long the ranges are together. */
function sideOf(tree, samples, ranges, { thread, state }) {
  const self = { samples: new Float64Array(tree.size), weight: new Float64Array(tree.size) };
  for (const range of ranges) {
    const part = samples.within(range, thread, state);
    part.samples.forEach((count, n) => (self.samples[n] += count));
    part.weight.forEach((weight, n) => (self.weight[n] += weight));
  }
  const buckets = ranges.reduce((sum, [from, to]) => sum + to - from + 1, 0);
  const sum = (values) => values.reduce((all, value) => all + value, 0);
  return {
    self,
    total: { samples: tree.totals(self.samples), weight: tree.totals(self.weight) },
    info: {
      weight: sum(self.weight),
      samples: sum(self.samples),
      work: (buckets * samples.info.bucketMillis) / 1e3,
      bunch: bunchOf(samples.samplesIn(ranges, thread, state)),
    },
  };
}

/**
 * A range of time beside another, or beside the rest, by second of it; null where either is empty.
 *
 * @param state the page's: range, what it is compared with, thread and state
 */
export function changeOfRanges(tree, view, samples, state) {
  const others = othersOf(samples.info, state.range, state.against);
  if (others.length === 0) return null;
  const before = sideOf(tree, samples, others, state);
  const after = sideOf(tree, samples, [bucketsOf(samples.info, state.range)], state);
  const [beforeName, afterName] = state.against === 'rest' ? ['the rest', 'the range'] : ['A', 'B'];
  const diff = { before: { name: beforeName, ...before.info }, after: { name: afterName, ...after.info }, workUnit: 's' };
  return new Change(tree, { unit: view.unit, diff }, { before, after });
}
