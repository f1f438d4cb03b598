/** Recursion over other functions, folded: a stack that comes back to a function goes on from where that function first was. */
import { Tree } from './tree.js';

/**
 * A tree in which no function is below itself, of the same weight: what a;b;a;c weighs is that of a;c. Siblings of one
 * function are not put together yet. Takes time in proportion to the tree, and to how deep it is without recursion.
 */
export function foldRecursion(tree, keys) {
  const { size, label } = tree;
  const { place, up } = foldedPlaces(tree, keys);
  const order = inPreorder(place, up, size);
  const folded = new Tree(order.length);
  const number = new Int32Array(size);
  order.forEach((n, i) => {
    number[n] = i;
  });
  for (let i = 0; i < order.length; i++) {
    folded.label[i] = label[order[i]];
    folded.parent[i] = i === 0 ? -1 : number[up[order[i]]];
    folded.end[i] = i + 1;
  }
  for (let i = order.length - 1; i > 0; i--) {
    const p = folded.parent[i];
    folded.end[p] = Math.max(folded.end[p], folded.end[i]);
  }
  const to = place.map((n) => number[n]);
  folded.selfSamples = gather(tree.selfSamples, to, order.length);
  folded.selfWeight = gather(tree.selfWeight, to, order.length);
  folded.sum();
  if (tree.sides) folded.sides = { before: foldSide(tree.sides.before, to, folded), after: foldSide(tree.sides.after, to, folded) };
  return folded;
}

/** For each node the node it is folded into, which may be itself, and for those that stay the one they are below. */
function foldedPlaces({ size, label, parent }, keys) {
  const place = new Int32Array(size);
  const up = new Int32Array(size).fill(-1);
  for (let n = 1; n < size; n++) {
    const key = keys[label[n]];
    const below = place[parent[n]];
    let at = below;
    while (at > 0 && keys[label[at]] !== key) at = up[at];
    if (at > 0) {
      place[n] = at;
    } else {
      place[n] = n;
      up[n] = below;
    }
  }
  return { place, up };
}

/** The nodes that stay, each before those below it. */
function inPreorder(place, up, size) {
  const first = new Int32Array(size).fill(-1);
  const next = new Int32Array(size).fill(-1);
  let kept = 1;
  for (let n = size - 1; n > 0; n--) {
    if (place[n] !== n) continue;
    kept++;
    next[n] = first[up[n]];
    first[up[n]] = n;
  }
  const order = new Int32Array(kept);
  let at = 0;
  for (let n = 0; n >= 0; ) {
    order[at++] = n;
    if (first[n] >= 0) {
      n = first[n];
      continue;
    }
    while (n >= 0 && next[n] < 0) n = up[n];
    if (n >= 0) n = next[n];
  }
  return order;
}

function gather(values, to, size) {
  const sums = new Float64Array(size);
  for (let n = 0; n < values.length; n++) sums[to[n]] += values[n];
  return sums;
}

function foldSide({ self }, to, { size, parent }) {
  const side = { self: {}, total: {} };
  for (const kind of ['samples', 'weight']) {
    side.self[kind] = gather(self[kind], to, size);
    side.total[kind] = Float64Array.from(side.self[kind]);
    for (let n = size - 1; n > 0; n--) side.total[kind][parent[n]] += side.total[kind][n];
  }
  return side;
}
