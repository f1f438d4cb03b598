/**
 * What can be laid out. A graph numbers its nodes, knows the label, weight and samples of each, and lists the children that
 * are heavy enough to be seen; what is lighter is summed, so that no weight is lost.
 */

/** Children of one node: the wide ones, widest first, and the sum of the others. */
export class Children {
  constructor() {
    this.nodes = [];
    this.restWeight = 0;
    this.restCount = 0;
    /** Of the others' weight that of stacks which match what is searched for. */
    this.restMatched = 0;
  }
}

/** The tree as it was recorded. */
export class ForwardGraph {
  constructor(tree) {
    this.tree = tree;
    this.root = 0;
    this.marks = null;
  }

  label(n) {
    return this.tree.label[n];
  }

  weight(n) {
    return this.tree.weight[n];
  }

  samples(n) {
    return this.tree.samples[n];
  }

  selfWeight(n) {
    return this.tree.selfWeight[n];
  }

  parent(n) {
    return this.tree.parent[n];
  }

  /** Weight and samples of a node on each side of a differential graph. */
  sides(n) {
    const of = ({ total }) => ({ weight: total.weight[n], samples: total.samples[n] });
    return { before: of(this.tree.sides.before), after: of(this.tree.sides.after) };
  }

  children(n, minWeight) {
    const { end, weight } = this.tree;
    const found = new Children();
    for (let c = n + 1; c < end[n]; c = end[c]) {
      if (weight[c] >= minWeight && weight[c] > 0) {
        found.nodes.push(c);
      } else if (weight[c] > 0) {
        found.restWeight += weight[c];
        found.restCount++;
        if (this.marks) found.restMatched += this.marks.below[c];
      }
    }
    if (found.nodes.length > 1) found.nodes.sort((a, b) => weight[b] - weight[a]);
    return found;
  }
}
