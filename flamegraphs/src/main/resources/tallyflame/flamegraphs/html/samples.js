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

/** The milliseconds of some buckets. */
export function millisOf({ bucketMillis }, [first, last]) {
  return [Math.round(first * bucketMillis), Math.round((last + 1) * bucketMillis)];
}

function namesInUse(info, names, column) {
  const used = new Set(info?.groups.map((group) => names[group[column]]));
  return { named: [...used].filter(Boolean).sort(), several: used.size > 1 };
}

export class Samples {
  constructor(count) {
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
    const allowed = passing(this.info, thread, state);
    const [from, to] = bucketsOf(this.info, range) ?? [0, Infinity];
    const self = { samples: new Float64Array(this.size), weight: new Float64Array(this.size) };
    for (let i = 0; i < this.node.length; i++) {
      if (this.bucket[i] < from || this.bucket[i] > to || !allowed[this.group[i]]) continue;
      self.samples[this.node[i]] += this.count[i];
      self.weight[this.node[i]] += this.weight[i];
    }
    return self;
  }

  /** For each group its weight in each of some columns of time, and that within a range. */
  byGroup(columns, range) {
    const { groups, buckets } = this.info;
    const [from, to] = bucketsOf(this.info, range) ?? [0, Infinity];
    const found = groups.map(() => ({ sums: new Float64Array(columns), inRange: 0 }));
    for (let i = 0; i < this.node.length; i++) {
      const own = found[this.group[i]];
      own.sums[Math.floor((this.bucket[i] * columns) / buckets)] += this.weight[i];
      if (this.bucket[i] >= from && this.bucket[i] <= to) own.inRange += this.weight[i];
    }
    return found;
  }

  /** Weight in each bucket of time, of the samples that pass. */
  histogram(thread, state) {
    const allowed = passing(this.info, thread, state);
    const bars = new Float64Array(this.info.buckets);
    for (let i = 0; i < this.node.length; i++) {
      if (allowed[this.group[i]]) bars[this.bucket[i]] += this.weight[i];
    }
    return bars;
  }
}
