import assert from 'node:assert/strict';
import test from 'node:test';
import { treeOf, viewer } from './support.js';

const { Change, chance } = await viewer('change');

/** A generator of numbers that are the same each time (G. Marsaglia, "Xorshift RNGs", 2003). */
function random(seed) {
  let x = seed;
  return () => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return (x >>> 0) / 2 ** 32;
  };
}

function poisson(mean, next) {
  const least = Math.exp(-mean);
  let count = 0;
  for (let product = next(); product > least; product *= next()) count++;
  return count;
}

const BOXES = 300;

/** Two versions of as many boxes; what differs is how often the first of them was sampled, and how bunched samples are. */
function change({ seed, first = 20, work = 100, bunch = 1 }) {
  const { tree } = treeOf(Array.from({ length: BOXES }, (_, i) => `box${i} 1`));
  const next = random(seed);
  const side = (mean) => {
    const self = new Float64Array(tree.size);
    for (let n = 1; n < tree.size; n++) self[n] = bunch * poisson((n === 1 ? mean : 20) / bunch, next);
    const total = Float64Array.from(self);
    total[0] = self.reduce((sum, value) => sum + value, 0);
    return { self: { samples: self, weight: self }, total: { samples: total, weight: total } };
  };
  const sides = { before: side(20), after: side(first) };
  const version = (name) => ({
    name,
    work,
    weight: sides[name].total.weight[0],
    samples: sides[name].total.samples[0],
    bunch,
  });
  const view = { unit: 'ns', diff: { before: version('before'), after: version('after'), workUnit: 'span' } };
  const made = new Change(tree, view, sides);
  const coloured = [];
  for (let n = 0; n < tree.size; n++) {
    const of = ({ total }) => ({ weight: total.weight[n], samples: total.samples[n] });
    if (made.compareSides({ before: of(sides.before), after: of(sides.after) }).significant) coloured.push(n);
  }
  return coloured;
}

const SEEDS = Array.from({ length: 200 }, (_, i) => 17 + 7919 * i);

test('tails of the normal distribution', () => {
  // R: 2 * pnorm(-x)
  for (const [x, p] of [[0, 1], [1.959963985, 0.05], [2.575829304, 0.01], [6, 1.973175e-9], [10, 1.523971e-23]]) {
    assert.ok(Math.abs(chance(x) / p - 1) < 1e-5, `${x}: ${chance(x)}`);
  }
});

for (const [how, options] of [['rates', {}], ['shares', { work: 0 }], ['bunched rates', { bunch: 4 }]]) {
  test(`of two that are the same nearly nothing is coloured: ${how}`, () => {
    const wrong = SEEDS.filter((seed) => change({ seed, ...options }).length > 0);
    // 5 % are expected; so many more have a chance of one in ten thousand.
    assert.ok(wrong.length <= 23, `${wrong.length} of ${SEEDS.length}`);
  });
}

test('what is different is coloured', () => {
  const found = SEEDS.filter((seed) => change({ seed, first: 70 }).includes(1));
  assert.ok(found.length >= 180, `${found.length} of ${SEEDS.length}`);
});

test('a few samples differ from none by chance', () => {
  const { tree } = treeOf(['a 1']);
  const side = (samples) => {
    const values = Float64Array.of(samples, samples);
    return { self: { samples: values, weight: values }, total: { samples: values, weight: values } };
  };
  const version = (name) => ({ name, work: 1, weight: 1, samples: 1, bunch: 1 });
  const view = { unit: 'ns', diff: { before: version('b'), after: version('a'), workUnit: 'span' } };
  assert.equal(new Change(tree, view, { before: side(0), after: side(3) }).limit, Infinity);
  assert.ok(new Change(tree, view, { before: side(0), after: side(40) }).limit < 7);
});
