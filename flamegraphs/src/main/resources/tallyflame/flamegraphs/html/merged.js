/** Graphs that are put together from nodes of the tree: callers, sandwich, folded recursion. Nodes are made when they are first looked at. */
import { Children } from './graphs.js';

/** Where a graph that is put together from nodes of the tree begins, and which way it goes. */
export class MergedGraph {
  /**
   * @param tree the tree
   * @param keys for each label the number of the box it belongs to
   * @param keyCount how many such numbers there are
   * @param options callers: go up instead of down; collapse: put a call of itself into its caller
   */
  constructor(tree, keys, keyCount, options) {
    this.tree = tree;
    this.keys = keys;
    this.callers = Boolean(options.callers);
    this.collapse = Boolean(options.collapse);
    this.place = new Int32Array(keyCount).fill(-1);
    this.nodes = [];
    this.root = 0;
    this.marks = null;
  }

  /** Everything, outermost caller first. */
  static callees(tree, keys, keyCount, collapse) {
    const graph = new MergedGraph(tree, keys, keyCount, { collapse });
    graph.add(-1, -1, [0], null);
    return graph;
  }

  /** Everything, from where the weight is up to its callers. */
  static reversed(tree, keys, keyCount, collapse) {
    const graph = new MergedGraph(tree, keys, keyCount, { callers: true, collapse });
    graph.add(-1, -1, [0], null);
    graph.addFunctions(keyCount);
    return graph;
  }

  /** A child of the root for each function that has weight of its own; where that is in the tree, is looked up when it is needed. */
  addFunctions(keyCount) {
    const { tree, keys } = this;
    const { size, label, selfWeight, selfSamples } = tree;
    const nodes = new Array(keyCount);
    const heaviest = new Float64Array(keyCount);
    for (let n = 1; n < size; n++) {
      if (!(selfWeight[n] > 0)) continue;
      const key = keys[label[n]];
      const node = (nodes[key] ??= { parent: 0, label: -1, own: key, entries: null, up: null, weight: 0, samples: 0, self: 0, children: null });
      node.weight += selfWeight[n];
      node.samples += selfSamples[n];
      if (tree.sides) addSelf((node.sides ??= noSides()), tree.sides, n);
      if (selfWeight[n] > heaviest[key]) {
        heaviest[key] = selfWeight[n];
        node.label = label[n];
      }
    }
    const found = nodes.filter(Boolean).sort((a, b) => b.weight - a.weight);
    const [root] = this.nodes;
    root.children = found.map((node) => this.nodes.push(node) - 1);
    root.self = selfWeight[0];
  }

  /** Finds the nodes of a function that have weight of their own. */
  enter(node) {
    const { tree, keys } = this;
    const entries = [];
    for (let n = 1; n < tree.size; n++) if (tree.selfWeight[n] > 0 && keys[tree.label[n]] === node.own) entries.push(n);
    node.entries = entries;
    node.up = { next: entries.map((n) => this.above(n)), weight: tree.selfWeight, samples: tree.selfSamples };
  }

  /** One function: what it calls, or by whom it is called. Recursion counts once. */
  static sandwich(tree, keys, keyCount, key, callers, collapse) {
    const graph = new MergedGraph(tree, keys, keyCount, { callers, collapse });
    const found = [];
    let label = -1;
    for (let n = 1; n < tree.size; ) {
      if (keys[tree.label[n]] === key) {
        found.push(n);
        if (label < 0) label = tree.label[n];
        n = tree.end[n];
      } else {
        n++;
      }
    }
    const entries = Int32Array.from(found);
    const next = callers ? entries.map((n) => graph.above(n)) : null;
    graph.add(-1, label, entries, callers ? { next, weight: tree.weight, samples: tree.samples } : null);
    return graph;
  }

  /** The caller of a tree node, or with collapsed recursion the first one that is another function. */
  above(n) {
    const { parent, label } = this.tree;
    let up = parent[n];
    while (this.collapse && up > 0 && this.keys[label[up]] === this.keys[label[n]]) up = parent[up];
    return up;
  }

  add(parent, label, entries, up) {
    const node = { parent, label, entries, up, weight: 0, samples: 0, self: 0, children: null };
    const weights = up ? up.weight : this.tree.weight;
    const samples = up ? up.samples : this.tree.samples;
    for (const n of entries) {
      node.weight += weights[n];
      node.samples += samples[n];
    }
    if (this.tree.sides) node.sides = this.sumSides(entries, up);
    this.nodes.push(node);
    return this.nodes.length - 1;
  }

  sumSides(entries, up) {
    const kind = up && up.weight === this.tree.selfWeight ? 'self' : 'total';
    const sum = (side) => {
      const { weight, samples } = this.tree.sides[side][kind];
      const found = { weight: 0, samples: 0 };
      for (const n of entries) {
        found.weight += weight[n];
        found.samples += samples[n];
      }
      return found;
    };
    return { before: sum('before'), after: sum('after') };
  }

  sides(id) {
    return this.nodes[id].sides;
  }

  label(id) {
    return this.nodes[id].label;
  }

  weight(id) {
    return this.nodes[id].weight;
  }

  samples(id) {
    return this.nodes[id].samples;
  }

  selfWeight(id) {
    this.expand(id);
    return this.nodes[id].self;
  }

  parent(id) {
    return this.nodes[id].parent;
  }

  children(id, minWeight) {
    this.expand(id);
    const found = new Children();
    for (const child of this.nodes[id].children) {
      const { weight } = this.nodes[child];
      if (weight >= minWeight && weight > 0) {
        found.nodes.push(child);
      } else if (weight > 0) {
        found.restWeight += weight;
        found.restCount++;
        if (this.marks) found.restMatched += this.matchedWeight(child);
      }
    }
    return found;
  }

  /** Weight of the stacks of a node in which it, or what is above or below it in this graph, matches. */
  matchedWeight(id) {
    const node = this.nodes[id];
    if (node.label >= 0 && this.marks.matches[node.label]) return node.weight;
    if (node.children) return node.children.reduce((sum, child) => sum + this.matchedWeight(child), 0);
    if (!node.entries) this.enter(node);
    const { entries, up } = node;
    let sum = 0;
    for (let i = 0; i < entries.length; i++) {
      if (!up) sum += this.marks.below[entries[i]];
      else if (up.next[i] > 0 && this.marks.above[up.next[i]]) sum += up.weight[entries[i]];
    }
    return sum;
  }

  expand(id) {
    const node = this.nodes[id];
    if (node.children) return;
    if (!node.entries) this.enter(node);
    const groups = node.up ? this.groupCallers(node) : this.groupCallees(node);
    node.children = groups.map((group) => this.add(id, group.label, group.entries, group.up));
    node.children.sort((a, b) => this.nodes[b].weight - this.nodes[a].weight);
    node.self = node.children.reduce((rest, child) => rest - this.nodes[child].weight, node.weight);
    node.entries = null;
    node.up = null;
  }

  groupCallees(node) {
    const { tree, keys } = this;
    const own = node.label < 0 ? -1 : keys[node.label];
    const groups = [];
    const pending = Array.from(node.entries);
    for (let i = 0; i < pending.length; i++) {
      const n = pending[i];
      for (let c = n + 1; c < tree.end[n]; c = tree.end[c]) {
        if (tree.weight[c] === 0) continue;
        if (this.collapse && keys[tree.label[c]] === own) pending.push(c);
        else this.group(groups, tree.label[c], tree.weight[c]).entries.push(c);
      }
    }
    for (const group of groups) this.place[keys[group.label]] = -1;
    return groups;
  }

  groupCallers(node) {
    const { tree, keys } = this;
    const { next, weight, samples } = node.up;
    const groups = [];
    for (let i = 0; i < node.entries.length; i++) {
      const up = next[i];
      if (up <= 0) continue;
      const group = this.group(groups, tree.label[up], weight[node.entries[i]]);
      group.entries.push(node.entries[i]);
      group.next.push(this.above(up));
    }
    for (const group of groups) {
      this.place[keys[group.label]] = -1;
      group.up = { next: group.next, weight, samples };
    }
    return groups;
  }

  /** The group of a label's key; the label shown is that of the heaviest member. */
  group(groups, label, weight) {
    const key = this.keys[label];
    if (this.place[key] < 0) {
      this.place[key] = groups.length;
      groups.push({ label, heaviest: weight, entries: [], next: [], up: null });
    }
    const group = groups[this.place[key]];
    if (weight > group.heaviest) {
      group.heaviest = weight;
      group.label = label;
    }
    return group;
  }
}

function noSides() {
  return { before: { weight: 0, samples: 0 }, after: { weight: 0, samples: 0 } };
}

function addSelf(sum, sides, n) {
  for (const side of ['before', 'after']) {
    sum[side].weight += sides[side].self.weight[n];
    sum[side].samples += sides[side].self.samples[n];
  }
}
