/** A graph without wrappers: what weighs nothing itself and calls one function only hides what it calls, and says nothing of a change. */
export class CollapsedGraph {
  /** @param whole the graph with all of them; nodes have the same numbers */
  constructor(whole) {
    this.whole = whole;
    this.root = whole.root;
  }

  get tree() {
    return this.whole.tree;
  }

  get marks() {
    return this.whole.marks;
  }

  set marks(marks) {
    this.whole.marks = marks;
  }

  label(n) {
    return this.whole.label(n);
  }

  weight(n) {
    return this.whole.weight(n);
  }

  samples(n) {
    return this.whole.samples(n);
  }

  selfWeight(n) {
    return this.whole.selfWeight(n);
  }

  sides(n) {
    return this.whole.sides(n);
  }

  /** The only child of a node that weighs nothing itself, -1 if there is none. */
  only(n) {
    if (this.whole.selfWeight(n) > 0) return -1;
    const { nodes } = this.whole.children(n, 0);
    return nodes.length === 1 ? nodes[0] : -1;
  }

  parent(n) {
    let up = this.whole.parent(n);
    while (up >= 0 && up !== this.root && this.only(up) >= 0) up = this.whole.parent(up);
    return up;
  }

  children(n, minWeight) {
    const found = this.whole.children(n, minWeight);
    found.nodes = found.nodes.map((child) => {
      let node = child;
      for (let next = this.only(node); next >= 0; next = this.only(node)) node = next;
      return node;
    });
    return found;
  }

  /** What stands between a node and its parent here, the outermost first. */
  wrappers(n) {
    const parent = this.parent(n);
    const found = [];
    for (let up = this.whole.parent(n); up !== parent; up = this.whole.parent(up)) found.unshift(up);
    return found;
  }
}
