import assert from 'node:assert/strict';
import { test } from 'node:test';
import { viewer } from './support.js';

const { bunchOf } = await viewer('ranges');
const { byThread, halvesText } = await viewer('chosen');
const { Samples } = await viewer('samples');
const { fromFragment, toFragment } = await viewer('link');

/** Ten buckets of one second, a sample of node 1 in each and of node 2 in the first five. */
function samples() {
  const made = new Samples(15);
  made.info = { threads: ['main', 'worker-1', 'worker-2'], states: [''], groups: [[0, 0], [1, 0], [2, 0]], buckets: 10, bucketMillis: 1000 };
  made.size = 3;
  for (let i = 0; i < 15; i++) {
    made.node[i] = i < 10 ? 1 : 2;
    made.bucket[i] = i % 10;
    made.group[i] = i < 10 ? 0 : 1 + (i % 2);
    made.count[i] = 1;
    made.weight[i] = 10;
  }
  return made;
}

const ALL = { thread: '', state: '', range: null };

test('the halves of the time are told apart', () => {
  const [first, second] = samples().halves(Uint8Array.of(0, 0, 1), ALL);
  assert.deepEqual(first, { own: 50, all: 100, ownSamples: 5, allSamples: 10 });
  assert.deepEqual(second, { own: 0, all: 50, ownSamples: 0, allSamples: 5 });
});

test('halves are those of the range', () => {
  const [first, second] = samples().halves(Uint8Array.of(0, 0, 1), { ...ALL, range: [4000, 6000] });
  assert.deepEqual([first.all, second.all], [20, 10]);
});

test('a change is claimed only where the intervals are apart', () => {
  const half = (own, all) => ({ own, all, ownSamples: own, allSamples: all });
  assert.match(halvesText([half(500, 1000), half(100, 1000)], true), /^less and less: 50\.0 % \(46\.9 % - 53\.1 %\) of the first half/);
  assert.match(halvesText([half(5, 10), half(4, 10)], true), /^no change beyond noise: /);
  assert.match(halvesText([half(5, 10), half(0, 10)], false), /^50\.0 % of the first half of the time, 0\.0 % of the second$/);
  assert.equal(halvesText([half(5, 10), half(0, 0)], true), 'only the first half of the time has samples');
});

test('threads of a pool are one', () => {
  const made = samples();
  const { threads } = byThread(made, made.byGroup(1, null, Uint8Array.of(0, 0, 1)));
  assert.deepEqual(threads, [['worker-#', 50]]);
});

test('samples that come in bunches vary more', () => {
  assert.equal(bunchOf(Float64Array.of(1, 1, 1, 1)), 1);
  assert.equal(bunchOf(Float64Array.of(0, 20, 0, 20)), 400 / 3 / 10);
  assert.equal(bunchOf(Float64Array.of(0, 0)), 1);
});

test('only the samples of a range are counted for how they vary', () => {
  assert.deepEqual([...samples().samplesIn([[0, 1], [8, 9]], '', '')], [2, 2, 1, 1]);
});

test('what a range is compared with is in the link', () => {
  for (const against of ['rest', [3, 4]]) {
    const state = { ...fromFragment(''), range: [1, 2], against };
    assert.deepEqual(fromFragment(toFragment(state)).against, against);
  }
  assert.equal(fromFragment('v=rest').against, null);
});

const { heaviestThread, layOutOrder, rangeOfBox, slicesOf } = await viewer('order');

test('stacks of a thread follow each other in time, and a call that goes on is one box', () => {
  const made = samples();
  // Node 2 is called by node 1; each sample runs for half of a step.
  made.weight.fill(5e8);
  const tree = { parent: Int32Array.of(-1, 0, 1) };
  const order = slicesOf({ ...made, info: { ...made.info, groups: [[0, 0], [0, 0], [0, 0]] } }, { ...ALL, thread: 'main' }, true);
  const layout = layOutOrder(tree, order, 1000);
  const boxes = layout.node.map((node, i) => [node, layout.row[i], layout.x[i], layout.w[i]]);
  // Node 1 was sampled in all steps, and in the later half with gaps of half a step.
  assert.deepEqual(boxes.filter(([node]) => node === 1), [[1, 1, 0, 950]]);
  assert.deepEqual(boxes.filter(([node]) => node === 2).map(([, row, x, w]) => [row, x, w]), [0, 1, 2, 3, 4].map((step) => [2, 100 * step + 50, 50]));
  assert.deepEqual(rangeOfBox(layout, layout.node.indexOf(2), made.info), [500, 1000]);
});

test('the thread with most weight is shown', () => {
  assert.equal(heaviestThread(samples(), ''), 'main');
  assert.equal(heaviestThread(samples(), 'worker-#'), 'worker-1');
});
