/** The folded tree as columns in preorder; TreeEncoder.java tells the format. */

const TABLE_BITS = 17;

/** In place of the sibling before the first one. */
const NO_SIBLING = -2;

export class Tree {
  constructor(size) {
    this.size = size;
    this.label = new Int32Array(size);
    this.parent = new Int32Array(size);
    this.end = new Int32Array(size);
    this.selfSamples = new Float64Array(size);
    this.selfWeight = new Float64Array(size);
    this.samples = new Float64Array(size);
    this.weight = new Float64Array(size);
    this.allSamples = this.selfSamples;
    this.allWeight = this.selfWeight;
    /** Both versions of a difference, null where the tree is of one. */
    this.sides = null;
    this.leafCount = 0;
  }

  static decode(bytes, view, labelCount) {
    const size = bytes.unsigned();
    const full = bytes.unsigned();
    const weighted = bytes.unsigned();
    const newLabels = bytes.unsigned();
    const tree = new Tree(size);
    const children = bytes.runs(new Int32Array(size), 1);
    tree.shape(children);
    tree.predictLabels(bytes, newLabels, labelCount);
    tree.readSamples(bytes, children, full);
    if (weighted) bytes.column(tree.selfWeight);
    for (let n = 0; n < size; n++) {
      tree.selfWeight[n] = weighted ? tree.selfWeight[n] * view.unitWeight : tree.selfSamples[n] * view.perSample;
    }
    tree.allSamples = tree.selfSamples;
    tree.allWeight = tree.selfWeight;
    tree.sum();
    return tree;
  }

  /** Parents and ends from the number of children of each node. */
  shape(children) {
    const { parent, end, size } = this;
    const left = Int32Array.from(children);
    parent[0] = -1;
    let open = 0;
    for (let n = 1; n < size; n++) {
      while (left[open] === 0) {
        end[open] = n;
        open = parent[open];
      }
      left[open]--;
      parent[n] = open;
      open = n;
    }
    for (let n = open; n >= 0; n = parent[n]) end[n] = size;
  }

  /** Children are predicted from caller, caller's caller and the sibling before; else their place in the caller's list is given. */
  predictLabels(bytes, newLabelCount, labelCount) {
    const { size, label, parent, end } = this;
    const places = bytes.runs(new Int32Array(size - 1), 0);
    const newLabels = bytes.runs(new Int32Array(newLabelCount), 0);
    const predicted = new Int32Array(1 << TABLE_BITS);
    const lists = new Array(labelCount + 1);
    const mask = (1 << TABLE_BITS) - 1;
    let at = 0;
    let fresh = 0;
    let nextLabel = 0;
    this.leafCount = 0;
    label[0] = -1;
    for (let n = 0; n < size; n++) {
      if (end[n] === n + 1) {
        this.leafCount++;
        continue;
      }
      const caller = label[n];
      const base = (Math.imul(caller, 0x9e3779b1) + Math.imul(n > 0 ? label[parent[n]] : -1, 0x85ebca6b)) | 0;
      const list = lists[caller + 1] ?? (lists[caller + 1] = []);
      let lastPlace = -1;
      let sibling = NO_SIBLING;
      for (let c = n + 1; c < end[n]; c = end[c]) {
        const hash = (base + Math.imul(sibling, 0xc2b2ae35)) | 0;
        const slot = ((hash ^ (hash >>> 15)) >>> 3) & mask;
        const step = places[at++];
        if (step > 0) {
          predicted[slot] = lastPlace + step;
          if (predicted[slot] === list.length) {
            const written = newLabels[fresh++];
            const found = written === 0 ? nextLabel : written - 1;
            nextLabel = Math.max(nextLabel, found + 1);
            list.push(found);
          }
        }
        lastPlace = predicted[slot];
        sibling = list[lastPlace];
        label[c] = sibling;
      }
    }
  }

  readSamples(bytes, children, full) {
    const leaves = bytes.runs(new Float64Array(this.leafCount), 0);
    const inner = bytes.runs(new Float64Array(this.size - this.leafCount), 0);
    let leaf = 0;
    let other = 0;
    for (let n = 0; n < this.size; n++) {
      this.selfSamples[n] = children[n] === 0 ? leaves[leaf++] + full : inner[other++];
    }
  }

  /** What each node and all below it have of some values. */
  totals(self) {
    const sums = Float64Array.from(self);
    for (let n = this.size - 1; n > 0; n--) sums[this.parent[n]] += sums[n];
    return sums;
  }

  /** Totals from self values: a child always stands after its parent. */
  sum() {
    const { size, parent, samples, weight } = this;
    samples.set(this.selfSamples);
    weight.set(this.selfWeight);
    for (let n = size - 1; n > 0; n--) {
      samples[parent[n]] += samples[n];
      weight[parent[n]] += weight[n];
    }
  }

  /** Which nodes are of a function or below it: 1 for each. */
  below(key, keys) {
    const mask = new Uint8Array(this.size);
    for (let n = 1; n < this.size; ) {
      if (keys[this.label[n]] !== key) {
        n++;
        continue;
      }
      mask.fill(1, n, this.end[n]);
      n = this.end[n];
    }
    return mask;
  }

  /** Which types the labels of nodes that weigh anything have, ascending. */
  typesIn(labelType) {
    const found = new Set();
    for (let n = 1; n < this.size; n++) if (this.weight[n] > 0) found.add(labelType[this.label[n]]);
    return [...found].sort();
  }

  /** Weighs the tree anew with other self values, or with all there are. */
  refold(self) {
    this.selfSamples = self ? self.samples : this.allSamples;
    this.selfWeight = self ? self.weight : this.allWeight;
    this.sum();
  }
}
