/** From the state of the page to what is on the screen: which graphs, zoomed where. */
import { CollapsedGraph } from './collapsed.js';
import { ForwardGraph } from './graphs.js';
import { layOut, layOutRanking, pathTo } from './layout.js';
import { MergedGraph } from './merged.js';
import { layOutOrder } from './order.js';
import { foldRecursion } from './recursion.js';
import { Panel } from './painter.js';

/** The numbers by which boxes are put together: one for each function, or one for each line of it. */
export function keysOf(names, lines) {
  return lines
    ? { keys: names.labelPlace, count: names.placeCount }
    : { keys: names.labelFunction, count: names.functionNames.length };
}

/** The graphs of a state: one, or callers and callees of a function. */
export function graphsOf(names, tree, state, hasLines) {
  const graphs = wholeGraphsOf(names, tree, state, hasLines);
  const collapsed = tree.sides && state.mode === 'stacks' && !state.wrappers;
  return collapsed ? graphs.map((graph) => new CollapsedGraph(graph)) : graphs;
}

function wholeGraphsOf(names, tree, state, hasLines) {
  const { keys, count } = keysOf(names, state.lines);
  if (state.mode === 'order') return [new ForwardGraph(tree)];
  if (state.collapse === 'all') return wholeGraphsOf(names, foldRecursion(tree, keys), { ...state, collapse: 'merge' }, hasLines);
  const collapse = state.collapse === 'direct';
  if (state.mode === 'callers') return [MergedGraph.reversed(tree, keys, count, collapse)];
  if (state.mode === 'sandwich') {
    return [true, false].map((up) => MergedGraph.sandwich(tree, keys, count, state.key, up, collapse));
  }
  if (state.collapse || (hasLines && !state.lines)) return [MergedGraph.callees(tree, keys, count, collapse)];
  return [new ForwardGraph(tree)];
}

/** The path of a node as keys, which stay the same when a graph is built anew. */
export function keyPath(graph, node, keys) {
  return pathTo(graph, node)
    .slice(1)
    .map((n) => keys[graph.label(n)]);
}

/** The node at the end of a path, or the last one on it that exists. */
export function findPath(graph, path, keys) {
  let node = graph.root;
  for (const key of path) {
    const next = graph.children(node, 0).nodes.find((child) => keys[graph.label(child)] === key);
    if (next === undefined) return node;
    node = next;
  }
  return node;
}

/** Panels to paint and how many rows they take. zoomed: one node for each graph; order: parts of time, where these are shown in order. */
export function panelsOf(graphs, zoomed, state, width, order = null) {
  if (order) {
    const layout = layOutOrder(graphs[0].tree, order, width);
    return { panels: [new Panel(graphs[0], layout, state.flame, state.flame ? layout.rows - 1 : 0)], rows: layout.rows };
  }
  const span = state.span ?? undefined;
  // Where weight was spent is a list of thousands of functions, most of them less than a pixel wide.
  if (state.mode === 'callers' && zoomed[0] === graphs[0].root) {
    const ranking = layOutRanking(graphs[0], width);
    return { panels: [new Panel(graphs[0], ranking, false, 0)], rows: ranking.rows };
  }
  const layouts = graphs.map((graph, i) => layOut(graph, zoomed[i], width, span));
  if (graphs.length === 2) {
    const base = layouts[0].rows - 1;
    return {
      panels: [new Panel(graphs[0], layouts[0], true, base, true), new Panel(graphs[1], layouts[1], false, base)],
      rows: layouts[0].rows + layouts[1].rows - 1,
    };
  }
  const [layout] = layouts;
  return { panels: [new Panel(graphs[0], layout, state.flame, state.flame ? layout.rows - 1 : 0)], rows: layout.rows };
}
