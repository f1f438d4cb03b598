/** The stacks of one thread in the order of time, as boxes: what is called stays one box for as long as its stack stays. */
import { Layout } from './layout.js';
import { bucketsOf, passing } from './samples.js';

/** Of two steps of time this part may lie between two samples of a stack that went on. */
const GAP = 0.5;

/** The thread with most weight of those that a filter lets through. */
export function heaviestThread(samples, thread) {
  const sums = new Map();
  samples.byGroup(1, null, null, { thread }).forEach(({ inRange }, g) => {
    const name = samples.info.threads[samples.info.groups[g][0]];
    sums.set(name, (sums.get(name) ?? 0) + inRange);
  });
  return [...sums].filter(([name]) => name).sort(([, a], [, b]) => b - a)[0]?.[0] ?? '';
}

/**
 * What a thread did: parts of its time in order, each with the node at which the stack ends. Within a step of time the order of samples
 * is not known: it is that of the tree. A step is as full as the samples say that the thread ran, where weights are times.
 */
export function slicesOf(samples, { thread, state, range }, timed) {
  const { info, node, group, bucket, weight } = samples;
  const allowed = passing(info, thread, state);
  const [from, to] = bucketsOf(info, range) ?? [0, info.buckets - 1];
  const steps = new Map();
  for (let i = 0; i < node.length; i++) {
    if (!allowed[group[i]] || bucket[i] < from || bucket[i] > to) continue;
    const step = steps.get(bucket[i]) ?? steps.set(bucket[i], new Map()).get(bucket[i]);
    step.set(node[i], (step.get(node[i]) ?? 0) + weight[i]);
  }
  const slices = [];
  for (const [at, nodes] of [...steps].sort(([a], [b]) => a - b)) {
    const all = [...nodes.values()].reduce((sum, part) => sum + part, 0);
    const full = timed ? Math.max(all, info.bucketMillis * 1e6) : all;
    let begin = at;
    for (const [n, part] of [...nodes].sort(([a], [b]) => a - b)) {
      slices.push({ node: n, from: begin, to: begin + part / full });
      begin += part / full;
    }
  }
  return { slices, from, to: to + 1 };
}

/** Boxes of the slices: one for each stretch in which a call was on the stack. */
export function layOutOrder(tree, { slices, from, to }, width) {
  const layout = new Layout();
  const scale = width / (to - from);
  Object.assign(layout, { timed: true, path: [0], from, scale });
  layout.push(0, 0, 0, width, null, -1);
  let open = [];
  const close = (depth) => {
    for (const box of open.splice(depth)) layout.push(box.node, box.row, (box.from - from) * scale, (box.to - box.from) * scale, null, -1);
  };
  for (const slice of slices) {
    const path = [];
    for (let n = slice.node; n > 0; n = tree.parent[n]) path.unshift(n);
    const goesOn = open.length > 0 && slice.from - open[0].to <= GAP;
    let depth = 0;
    while (goesOn && depth < open.length && depth < path.length && open[depth].node === path[depth]) open[depth++].to = slice.to;
    close(depth);
    for (; depth < path.length; depth++) open.push({ node: path[depth], row: depth + 1, from: slice.from, to: slice.to });
  }
  close(0);
  open = [];
  layout.visited = slices.length;
  return layout;
}

/** The milliseconds of a box since the first sample, as a range of whole ones. */
export function rangeOfBox(layout, index, { bucketMillis }) {
  const at = (x) => (layout.from + x / layout.scale) * bucketMillis;
  return [Math.floor(at(layout.x[index])), Math.ceil(at(layout.x[index] + layout.w[index]))];
}
