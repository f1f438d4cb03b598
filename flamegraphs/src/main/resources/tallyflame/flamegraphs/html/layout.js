/** Which boxes are on the screen. Only what is at least a pixel wide gets a box of its own. */

export const MIN_PIXELS = 1;

/** Boxes as columns: node (-1 for the sum of what is too narrow), row, left edge and width in pixels. */
export class Layout {
  constructor() {
    this.node = [];
    this.row = [];
    this.x = [];
    this.w = [];
    /** For the sum of narrow boxes: how many they are, their weight, what of it matches a search, and below which node. */
    this.restCount = [];
    this.restWeight = [];
    this.restMatched = [];
    this.above = [];
    this.rows = 0;
    this.narrowWeight = 0;
    /** How many children were looked at: what a layout costs. */
    this.visited = 0;
    this.path = [];
    /** Whether rows are a list, each over the full width with a bar of its own. */
    this.ranked = false;
  }

  push(node, row, x, w, rest, above) {
    this.node.push(node);
    this.row.push(row);
    this.x.push(x);
    this.w.push(w);
    this.restCount.push(rest?.restCount ?? 0);
    this.restWeight.push(rest?.restWeight ?? 0);
    this.restMatched.push(rest?.restMatched ?? 0);
    this.above.push(above);
    if (row >= this.rows) this.rows = row + 1;
  }
}

/** The path from the root to a node, the node last. */
export function pathTo(graph, node) {
  const path = [];
  for (let n = node; n >= 0; n = graph.parent(n)) path.unshift(n);
  return path;
}

/**
 * Lays out the subtree of a node, and the path to it below.
 *
 * @param span which part of the node's width fills the window, as fractions: {from: 0, to: 1} is all of it
 */
export function layOut(graph, zoomed, width, span = { from: 0, to: 1 }) {
  const layout = new Layout();
  layout.path = pathTo(graph, zoomed);
  const total = graph.weight(zoomed);
  layout.path.slice(0, -1).forEach((n, row) => layout.push(n, row, 0, width, null, -1));
  if (!(total > 0)) return layout;
  const scale = width / (total * (span.to - span.from));
  const minWeight = MIN_PIXELS / scale;
  const nodes = [zoomed];
  const rows = [layout.path.length - 1];
  const edges = [-span.from * total * scale];
  while (nodes.length > 0) {
    const node = nodes.pop();
    const row = rows.pop();
    let x = edges.pop();
    const w = graph.weight(node) * scale;
    if (x >= width || x + w <= 0) continue;
    layout.push(node, row, x, w, null, -1);
    const children = graph.children(node, minWeight);
    layout.visited += children.nodes.length + children.restCount;
    for (const child of children.nodes) {
      nodes.push(child);
      rows.push(row + 1);
      edges.push(x);
      x += graph.weight(child) * scale;
    }
    if (children.restWeight > 0) {
      layout.narrowWeight += children.restWeight;
      layout.push(-1, row + 1, x, children.restWeight * scale, children, node);
    }
  }
  return layout;
}

/** The root and, in a row each, its children, widest first: readable however many they are. */
export function layOutRanking(graph, width) {
  const layout = new Layout();
  layout.ranked = true;
  layout.path = [graph.root];
  layout.push(graph.root, 0, 0, width, null, -1);
  const { nodes } = graph.children(graph.root, 0);
  nodes.forEach((node, i) => layout.push(node, i + 1, 0, width, null, -1));
  layout.visited = nodes.length;
  return layout;
}
