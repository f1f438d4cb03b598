import assert from 'node:assert/strict';
import test from 'node:test';
import { treeOf, viewer } from './support.js';

const { ForwardGraph } = await viewer('graphs');
const { MergedGraph } = await viewer('merged');
const { layOut, layOutRanking } = await viewer('layout');
const { functionRows } = await viewer('functions');
const { Marks, matchNames, matched } = await viewer('search');
const { keysOf, keyPath, findPath, graphsOf } = await viewer('view');
const { foldRecursion } = await viewer('recursion');

const STACKS = ['main;a;leaf 5', 'main;b;leaf 3', 'main;b;b;leaf 2', 'main;c 1'];

/** All paths of a graph with what ends there, as 'a;b 3' of samples. */
function paths(graph, names, node = graph.root, prefix = []) {
  const label = graph.label(node);
  const here = label < 0 ? prefix : [...prefix, names.raw(label)];
  const { nodes } = graph.children(node, 0);
  const below = nodes.reduce((sum, child) => sum + graph.samples(child), 0);
  const own = graph.samples(node) - below;
  return [...(own > 0 ? [`${here.join(';')} ${own}`] : []), ...nodes.flatMap((child) => paths(graph, names, child, here))];
}

test('the recorded tree lists children widest first', () => {
  const { tree, names } = treeOf(STACKS);
  assert.deepEqual(paths(new ForwardGraph(tree), names), ['main;a;leaf 5', 'main;b;leaf 3', 'main;b;b;leaf 2', 'main;c 1']);
});

test('a difference leaves out what does nothing but call one other', () => {
  const { tree, names } = treeOf(['run;main;a;wrap;leaf 5', 'run;main;b 3', 'run;main;b;c 2', 'run;main;b;d 1']);
  tree.sides = { before: {}, after: {} };
  const state = { mode: 'stacks', lines: false, collapse: '', wrappers: false };
  const [graph] = graphsOf(names, tree, state, false);
  assert.deepEqual(paths(graph, names), ['main;b 3', 'main;b;c 2', 'main;b;d 1', 'main;leaf 5'].sort((x, y) => (x === 'main;leaf 5' ? 1 : y === 'main;leaf 5' ? -1 : 0)));
  const leaf = graph.children(graph.children(graph.root, 0).nodes[0], 0).nodes.find((n) => names.raw(graph.label(n)) === 'leaf');
  assert.deepEqual(graph.wrappers(leaf).map((n) => names.raw(graph.label(n))), ['a', 'wrap']);
  assert.equal(names.raw(graph.label(graph.parent(leaf))), 'main');
  const [whole] = graphsOf(names, tree, { ...state, wrappers: true }, false);
  assert.ok(paths(whole, names).includes('run;main;a;wrap;leaf 5'));
});

test('reversed, every stack begins where its weight is', () => {
  const { tree, names } = treeOf(STACKS);
  const { keys, count } = keysOf(names, false);
  const graph = MergedGraph.reversed(tree, keys, count, false);
  assert.deepEqual(paths(graph, names).sort(), ['c;main 1', 'leaf;a;main 5', 'leaf;b;b;main 2', 'leaf;b;main 3']);
  assert.equal(graph.weight(graph.root), 110);
});

test('sandwich counts recursion once and joins all places of the function', () => {
  const { tree, names, id } = treeOf(STACKS);
  const { keys, count } = keysOf(names, false);
  const callers = MergedGraph.sandwich(tree, keys, count, id('b'), true, false);
  const callees = MergedGraph.sandwich(tree, keys, count, id('b'), false, false);
  assert.deepEqual(paths(callers, names), ['b;main 5']);
  assert.deepEqual(paths(callees, names), ['b;leaf 3', 'b;b;leaf 2']);
});

test('collapsed recursion puts a call of itself into its caller', () => {
  const { tree, names } = treeOf(['main;f;f;f;g 4', 'main;f;f 3', 'main;f;g 1']);
  const { keys, count } = keysOf(names, false);
  assert.deepEqual(paths(MergedGraph.callees(tree, keys, count, true), names), ['main;f 3', 'main;f;g 5']);
  const up = MergedGraph.reversed(tree, keys, count, true);
  assert.deepEqual(paths(up, names).sort(), ['f;main 3', 'g;f;main 5']);
});

test('recursion over other functions goes on from where the function first was', () => {
  const { tree, names } = treeOf(['main;a;b;a;c 4', 'main;a;b;d 3', 'main;a;c 2', 'main;b;a;b 1', 'main;a;b;a;b;a 5']);
  const state = { mode: 'stacks', lines: false, collapse: 'all' };
  assert.deepEqual(paths(graphsOf(names, tree, state, false)[0], names).sort(), ['main;a 5', 'main;a;b;d 3', 'main;a;c 6', 'main;b 1']);
  const up = paths(graphsOf(names, tree, { ...state, mode: 'callers' }, false)[0], names);
  assert.deepEqual(up.sort(), ['a;main 5', 'b;main 1', 'c;a;main 6', 'd;b;a;main 3']);
});

test('a tree with folded recursion is whole: preorder, same weight, both sides of a difference', () => {
  const stacks = Array.from({ length: 300 }, (_, i) => {
    const frames = Array.from({ length: 3 + (i % 9) }, (_, j) => 'abcdef'[(i * 7 + j * j + (i >> j)) % 6]);
    return `main;${frames.join(';')} ${1 + (i % 4)}`;
  });
  const { tree, names } = treeOf(stacks);
  const { keys } = keysOf(names, false);
  const side = (factor) => ({ self: { samples: tree.selfSamples.map((v) => v * factor), weight: tree.selfWeight.map((v) => v * factor) } });
  tree.sides = { before: side(1), after: side(3) };
  const folded = foldRecursion(tree, keys);
  assert.equal(folded.weight[0], tree.weight[0]);
  assert.equal(folded.samples[0], tree.samples[0]);
  assert.equal(folded.sides.after.total.weight[0], 3 * tree.weight[0]);
  assert.ok(folded.size < tree.size);
  for (let n = 1; n < folded.size; n++) {
    const p = folded.parent[n];
    assert.ok(p < n && n < folded.end[p] && folded.end[n] <= folded.end[p]);
    for (let up = p; up > 0; up = folded.parent[up]) assert.notEqual(keys[folded.label[up]], keys[folded.label[n]]);
  }
});

test('a layout looks at no more than the children of what it draws', () => {
  const many = Array.from({ length: 4000 }, (_, i) => `main;n${i % 40};m${i} 1`);
  const { tree } = treeOf(many);
  const layout = layOut(new ForwardGraph(tree), 0, 20);
  assert.equal(layout.visited, 1 + 40);
});

test('what is narrower than a pixel is summed, not dropped', () => {
  const many = Array.from({ length: 500 }, (_, i) => `main;n${i} 1`);
  const { tree } = treeOf(['main;wide 500', ...many]);
  const layout = layOut(new ForwardGraph(tree), 0, 100);
  const narrow = layout.node.indexOf(-1);
  assert.equal(layout.restCount[narrow], 500);
  assert.equal(layout.narrowWeight, 5000);
  assert.ok(Math.abs(layout.w[narrow] - 50) < 1e-9);
  const wide = layout.row.filter((row) => row === 2).length;
  assert.equal(wide, 2);
});

test('where weight was spent is a list: each function a row, however many', () => {
  const many = Array.from({ length: 3000 }, (_, i) => `main;n${i % 900} ${i < 900 ? 1 + (i % 900) : 1}`);
  const { tree, names } = treeOf(many);
  const { keys, count } = keysOf(names, false);
  const graph = MergedGraph.reversed(tree, keys, count, false);
  const layout = layOutRanking(graph, 100);
  assert.equal(layout.rows, 901);
  assert.ok(!layout.node.includes(-1));
  assert.equal(names.raw(graph.label(layout.node[1])), 'n899');
  const sum = layout.node.slice(1).reduce((all, node) => all + graph.weight(node), 0);
  assert.equal(sum, tree.weight[0]);
  assert.deepEqual(paths(graph, names, layout.node[1]), ['n899;main 902']);
});

test('in every row of a layout the boxes fit into the box below', () => {
  const { tree } = treeOf(STACKS);
  const graph = new ForwardGraph(tree);
  const layout = layOut(graph, 0, 1000);
  for (let i = 0; i < layout.node.length; i++) {
    const up = layout.node.indexOf(graph.parent(layout.node[i]));
    if (up < 0) continue;
    assert.ok(layout.x[i] >= layout.x[up] - 1e-9);
    assert.ok(layout.x[i] + layout.w[i] <= layout.x[up] + layout.w[up] + 1e-9);
  }
});

test('zoomed, the path to the box has the full width', () => {
  const { tree, names } = treeOf(STACKS);
  const graph = new ForwardGraph(tree);
  const { keys } = keysOf(names, false);
  const zoomed = findPath(graph, [0, 3], keys);
  assert.deepEqual(keyPath(graph, zoomed, keys), [0, 3]);
  const layout = layOut(graph, zoomed, 700);
  assert.deepEqual(layout.w.slice(0, 3), [700, 700, 700]);
});

test('a window on a part of the width leaves out what is beside it', () => {
  const { tree, id } = treeOf(STACKS);
  const layout = layOut(new ForwardGraph(tree), 0, 1000, { from: 0.5, to: 1 });
  const labels = layout.node.map((n) => tree.label[n]);
  assert.ok(!labels.includes(id('a')));
  assert.ok(labels.includes(id('c')));
});

test('functions: self, total and recursion once', () => {
  const { tree, names, id } = treeOf(STACKS);
  const { keys, count } = keysOf(names, false);
  const rows = new Map(functionRows(tree, keys, count).map((row) => [row.key, row]));
  assert.equal(rows.get(id('b')).total, 50);
  assert.equal(rows.get(id('leaf')).self, 100);
  assert.equal(rows.get(id('main')).samples, 11);
});

test('search counts each stack once and takes text that is no expression as it stands', () => {
  const { tree, names } = treeOf(STACKS);
  assert.deepEqual(matched(tree, matchNames(names.functionNames, '^B$')), { weight: 50, samples: 5 });
  assert.deepEqual(matched(tree, matchNames(names.functionNames, 'b|leaf')), { weight: 100, samples: 10 });
  assert.deepEqual(matched(tree, matchNames(names.functionNames, 'leaf(')), { weight: 0, samples: 0 });
});

test('the sum of narrow boxes knows what of it matches, in every direction', () => {
  const { tree, names, id } = treeOf(STACKS);
  const { keys, count } = keysOf(names, false);
  const restMatched = (graph, expression, node) => {
    graph.marks = new Marks(tree, matchNames(names.functionNames, expression));
    return graph.children(node ?? graph.root, Infinity).restMatched;
  };
  const recorded = new ForwardGraph(tree);
  assert.equal(restMatched(recorded, '^leaf$'), 100);
  assert.equal(restMatched(recorded, '^b$', 1), 50);
  assert.equal(restMatched(recorded, 'nothing'), 0);
  assert.equal(restMatched(MergedGraph.callees(tree, keys, count, true), '^(b|c)$'), 60);
  const reversed = MergedGraph.reversed(tree, keys, count, false);
  assert.equal(restMatched(reversed, '^a$'), 50);
  assert.equal(restMatched(reversed, '^main$'), 110);
  const leaf = reversed.children(reversed.root, 0).nodes.find((n) => reversed.label(n) === id('leaf'));
  assert.equal(restMatched(reversed, '^b$', leaf), 50);
  assert.equal(restMatched(reversed, '^leaf$'), 100);
  assert.equal(restMatched(MergedGraph.sandwich(tree, keys, count, id('leaf'), true, false), '^b$'), 50);
});

test('weights can be folded anew and restored', () => {
  const { tree } = treeOf(STACKS);
  const self = { samples: new Float64Array(tree.size), weight: new Float64Array(tree.size) };
  self.samples[3] = 2;
  self.weight[3] = 20;
  tree.refold(self);
  assert.equal(tree.weight[0], 20);
  tree.refold(null);
  assert.equal(tree.weight[0], 110);
});
