/** Single samples by node, thread, state and time; SamplesEncoder.java tells the format. */

/** The threads that have samples of an event; the page's list has those of all events. */
export function threadsOf(info) {
  return namesInUse(info, info?.threads, 0);
}

/** The same for states; samples of some events have none. */
export function statesOf(info) {
  return namesInUse(info, info?.states, 1);
}

/** The name that all threads of a pool have in common, as ThreadNames.java has it. */
export function poolOf(thread) {
  return thread.replace(/#?\d+$/, '#');
}

/** Whether a thread is the one that is asked for, or one of the pool that is. */
function isAskedFor(thread, asked) {
  return thread === asked || poolOf(thread) === asked;
}

/** Names of pools that have several of some threads. */
export function poolsOf(threads) {
  const counts = new Map();
  for (const thread of threads) counts.set(poolOf(thread), (counts.get(poolOf(thread)) ?? 0) + 1);
  return [...counts].filter(([, count]) => count > 1).map(([pool]) => pool);
}

/** For each group of samples whether a thread, or a pool of them, and a state let it through; empty names let all through. */
export function passing({ threads, states, groups }, thread, state) {
  return groups.map(([t, s]) => (!thread || isAskedFor(threads[t], thread)) && (!state || states[s] === state));
}

/**
 * First and last bucket of a range of milliseconds, those at its ends included; null for all of the time. Ranges are in
 * milliseconds, since one event may have longer buckets than another.
 */
export function bucketsOf(info, range) {
  if (!range) return null;
  const { bucketMillis, buckets } = info;
  // Ranges are whole milliseconds, which buckets need not be.
  const first = Math.floor((range[0] + 0.5) / bucketMillis);
  const last = Math.ceil((range[1] - 0.5) / bucketMillis) - 1;
  return [first, Math.max(first, Math.min(buckets - 1, last))];
}

/**
 * The milliseconds of some buckets.
 *
 * @param {{bucketMillis: number}} info
 * @param {number[]} buckets
 * @returns {[number, number]}
 */
export function millisOf({ bucketMillis }, [first, last]) {
  return [Math.round(first * bucketMillis), Math.round((last + 1) * bucketMillis)];
}

function namesInUse(info, names, column) {
  const used = new Set(info?.groups.map((group) => names[group[column]]));
  return { named: [...used].filter(Boolean).sort(), several: used.size > 1 };
}

export class Samples {
  constructor(count) {
    /** @type {any} */
    this.info = null;
    this.size = 0;
    this.node = new Int32Array(count);
    this.group = new Int32Array(count);
    this.bucket = new Int32Array(count);
    this.count = new Float64Array(count);
    this.weight = new Float64Array(count);
  }

  static decode(bytes, view, tree) {
    const own = [];
    const all = view.samples.leastShare > 0;
    for (let n = 0; n < tree.size; n++) if (all || tree.allSamples[n] > 0 || tree.allWeight[n] > 0) own.push(n);
    const entries = bytes.runs(new Int32Array(own.length), all ? 0 : 1);
    const samples = new Samples(entries.reduce((sum, count) => sum + count, 0));
    samples.info = view.samples;
    samples.size = tree.size;
    let at = 0;
    own.forEach((n, i) => {
      samples.node.fill(n, at, at + entries[i]);
      at += entries[i];
    });
    bytes.runs(samples.group, 0);
    bytes.column(samples.bucket);
    samples.undoDifferences();
    bytes.runs(samples.count, 1);
    if (view.perSample === 0) bytes.column(samples.weight);
    for (let i = 0; i < at; i++) {
      samples.weight[i] = view.perSample > 0 ? samples.count[i] * view.perSample : samples.weight[i] * view.unitWeight;
    }
    return samples;
  }

  /** Within a node groups, and within a group buckets, were written as differences. */
  undoDifferences() {
    const { node, group, bucket } = this;
    for (let i = 1; i < node.length; i++) {
      if (node[i] !== node[i - 1]) continue;
      if (group[i] === 0) bucket[i] += bucket[i - 1];
      group[i] += group[i - 1];
    }
  }

  /** Self weight and samples of each node of the tree, of those that pass the filters. */
  filter({ thread, state, range }) {
    return this.within(bucketsOf(this.info, range) ?? [0, Infinity], thread, state);
  }

  /**
   * The same of the samples from one bucket to another.
   *
   * @param {number[]} buckets
   */
  within(buckets, thread, state) {
    const [from, to] = buckets;
    const allowed = passing(this.info, thread, state);
    const self = { samples: new Float64Array(this.size), weight: new Float64Array(this.size) };
    for (let i = 0; i < this.node.length; i++) {
      if (this.bucket[i] < from || this.bucket[i] > to || !allowed[this.group[i]]) continue;
      self.samples[this.node[i]] += this.count[i];
      self.weight[this.node[i]] += this.weight[i];
    }
    return self;
  }

  /**
   * For each group its weight in each of some columns of time, and that within a range.
   *
   * @param mask which nodes count, 1 for each; null for all
   * @param filter thread and state that count
   */
  byGroup(columns, range, mask = null, filter = {}) {
    const { groups, buckets } = this.info;
    const [from, to] = bucketsOf(this.info, range) ?? [0, Infinity];
    const allowed = passing(this.info, filter.thread, filter.state);
    const found = groups.map(() => ({ sums: new Float64Array(columns), inRange: 0 }));
    for (let i = 0; i < this.node.length; i++) {
      if ((mask && !mask[this.node[i]]) || !allowed[this.group[i]]) continue;
      const own = found[this.group[i]];
      own.sums[Math.floor((this.bucket[i] * columns) / buckets)] += this.weight[i];
      if (this.bucket[i] >= from && this.bucket[i] <= to) own.inRange += this.weight[i];
    }
    return found;
  }

  /** Weight in each bucket of time, of the samples that pass, and of some nodes only where a mask says which. */
  histogram(thread, state, mask = null) {
    const allowed = passing(this.info, thread, state);
    const bars = new Float64Array(this.info.buckets);
    for (let i = 0; i < this.node.length; i++) {
      if (allowed[this.group[i]] && (!mask || mask[this.node[i]])) bars[this.bucket[i]] += this.weight[i];
    }
    return bars;
  }

  /** Of each half of a range of time weight and samples of all that passes, and of some nodes. */
  halves(mask, { thread, state, range }) {
    const allowed = passing(this.info, thread, state);
    const [from, to] = bucketsOf(this.info, range) ?? [0, this.info.buckets - 1];
    const halves = [0, 1].map(() => ({ own: 0, all: 0, ownSamples: 0, allSamples: 0 }));
    for (let i = 0; i < this.node.length; i++) {
      if (!allowed[this.group[i]] || this.bucket[i] < from || this.bucket[i] > to) continue;
      const half = halves[2 * (this.bucket[i] - from) < to - from + 1 ? 0 : 1];
      half.all += this.weight[i];
      half.allSamples += this.count[i];
      if (!mask[this.node[i]]) continue;
      half.own += this.weight[i];
      half.ownSamples += this.count[i];
    }
    return halves;
  }

  /** How many samples each bucket of some ranges has, of those that pass. */
  samplesIn(ranges, thread, state) {
    const allowed = passing(this.info, thread, state);
    const inside = new Float64Array(this.info.buckets).map((_, bucket) => (ranges.some(([from, to]) => bucket >= from && bucket <= to) ? 0 : NaN));
    for (let i = 0; i < this.node.length; i++) if (allowed[this.group[i]]) inside[this.bucket[i]] += this.count[i];
    return inside.filter((count) => !Number.isNaN(count));
  }
}
