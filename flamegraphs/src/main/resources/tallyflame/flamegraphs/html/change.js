/** Two profiles as one graph: what each box weighed before and after, and whether the difference is more than noise. */
import { css, mix } from './colors.js';
import { countText, shareText, weightText } from './format.js';

/** Of the boxes that are coloured, at most this share differs by chance only. */
const FALSE_RATE = 0.05;

/** Fewer samples could not differ beyond chance if all were on one side; testing them would only hide what does. */
const FEWEST = 4;

/** A change by this factor has the full colour. */
const FULL = 2;

export class Change {
  constructor(tree, view, sides) {
    this.tree = tree;
    this.unit = view.unit;
    this.info = view.diff;
    this.sides = sides;
    tree.sides = sides;
    const { before, after } = this.info;
    this.perWork = before.work > 0;
    /** What a weight is divided by to be comparable. */
    this.divisor = this.perWork
      ? { before: before.work, after: after.work }
      : { before: before.weight || 1, after: after.weight || 1 };
    this.limit = this.noiseLimit();
  }

  /**
   * How many standard errors a difference needs: Y. Benjamini and Y. Hochberg, "Controlling the false discovery rate", Journal of the
   * Royal Statistical Society B 57 (1995) 289–300, over the boxes of the tree. Infinite where nothing differs.
   */
  noiseLimit() {
    const { before, after } = this.sides;
    const sizes = [];
    for (let n = 0; n < this.tree.size; n++) {
      const k = before.total.samples[n];
      const l = after.total.samples[n];
      if (k + l >= FEWEST) sizes.push(Math.abs(this.errors(k, l)));
    }
    sizes.sort((a, b) => b - a);
    let limit = Infinity;
    sizes.forEach((size, i) => {
      if (chance(size) * sizes.length <= FALSE_RATE * (i + 1)) limit = size;
    });
    return limit;
  }

  /** By how many standard errors the samples of both sides differ. */
  errors(k, l) {
    return this.perWork ? this.rates(k, l) : this.shares(k, l);
  }

  static decode(bytes, view, tree) {
    const read = () => {
      const self = {
        samples: bytes.runs(new Float64Array(tree.size), 0),
        weight: bytes.runs(new Float64Array(tree.size), 0),
      };
      return { self, total: { samples: tree.totals(self.samples), weight: tree.totals(self.weight) } };
    };
    return new Change(tree, view, { before: read(), after: read() });
  }

  /** Makes boxes as wide as one side, or as the mean of both, which shows vanished and new ones alike. */
  weigh(side) {
    const { before, after } = this.sides;
    const part = (name) => (side === '' ? 0.5 : side === name ? 1 : 0);
    const self = { samples: new Float64Array(this.tree.size), weight: new Float64Array(this.tree.size) };
    const scale = { before: part('before') / this.divisor.before, after: part('after') / this.divisor.after };
    for (let n = 0; n < this.tree.size; n++) {
      self.weight[n] = before.self.weight[n] * scale.before + after.self.weight[n] * scale.after;
      self.samples[n] =
        (part('before') > 0 ? before.self.samples[n] : 0) + (part('after') > 0 ? after.self.samples[n] : 0);
    }
    this.tree.refold(self);
  }

  /** Comparable weight before and after, the difference, and whether it is more than noise. */
  compareSides({ before, after }) {
    const a = before.weight / this.divisor.before;
    const b = after.weight / this.divisor.after;
    const significant = Math.abs(this.errors(before.samples, after.samples)) >= this.limit;
    return { before: a, after: b, difference: b - a, significant };
  }

  /** Two shares of independent samples, with the pooled variance. */
  shares(k, l) {
    const m = this.info.before.samples;
    const n = this.info.after.samples;
    const pooled = (k + l) / (m + n);
    const error = Math.sqrt(pooled * (1 - pooled) * (1 / m + 1 / n));
    return error > 0 ? (l / n - k / m) / error : 0;
  }

  /** Two Poisson rates for the work done; samples of one piece of work may come in bunches. */
  rates(k, l) {
    const { before, after } = this.divisor;
    const error = Math.sqrt((k * this.info.before.bunch) / before ** 2 + (l * this.info.after.bunch) / after ** 2);
    return error > 0 ? (l / after - k / before) / error : 0;
  }

  look(colors, graph, node, onPath) {
    const found = this.compareSides(graph.sides(node));
    return { fill: css(this.color(colors, found)), text: colors.text, alpha: onPath ? colors.path : 1 };
  }

  /** Grey within noise; otherwise the more of a colour, the larger the factor. */
  color(colors, { before, after, significant }) {
    if (!significant) return colors.same;
    const factor = before === 0 || after === 0 ? FULL : Math.max(after / before, before / after);
    const strength = 0.25 + 0.75 * Math.min(1, Math.log(factor) / Math.log(FULL));
    return mix(colors.same, after > before ? colors.more : colors.less, strength);
  }

  amount(value) {
    return this.perWork ? `${weightText(value, this.unit)} / ${this.info.workUnit}` : shareText(value);
  }

  /** A difference without its sign; between shares it is in percentage points. */
  gap(value) {
    const size = Math.abs(value);
    return this.perWork ? this.amount(size) : shareText(size).replace('%', 'pp');
  }

  describe(sides) {
    const found = this.compareSides(sides);
    const line = (name, value, side) =>
      `${name}: ${this.amount(value)} (${weightText(side.weight, this.unit)}, ${countText(side.samples)} samples)`;
    return [
      this.words(found),
      line(this.info.before.name, found.before, sides.before),
      line(this.info.after.name, found.after, sides.after),
    ];
  }

  words({ before, after, difference, significant }) {
    if (before === 0) return significant ? 'new' : 'new, but within noise';
    if (after === 0) return significant ? 'vanished' : 'vanished, but within noise';
    const sign = difference > 0 ? '+' : '−';
    const change = `${sign}${this.gap(difference)} (× ${(after / before).toFixed(2)})`;
    return significant ? change : `${change}, within noise`;
  }

  /** The difference alone, of one piece of work where that is known: narrow columns have no room to say so in every row. */
  shortWords(sides) {
    const { difference } = this.compareSides(sides);
    const size = this.perWork ? weightText(Math.abs(difference), this.unit) : this.gap(difference);
    return `${difference > 0 ? '+' : difference < 0 ? '−' : ''}${size}`;
  }

  summary() {
    const { before, after, workUnit } = this.info;
    // By work where that is known: the totals of two runs say nothing about what one piece of work costs.
    const size = ({ weight, work }) => (this.perWork ? this.amount(weight / work) : weightText(weight, this.unit));
    const side = (version) => `${version.name} ${size(version)}, ${countText(version.samples)} samples`;
    return [`${side(before)} → ${side(after)}`, this.perWork ? `compared by ${workUnit}` : 'compared by share of the total'];
  }

  legend(colors) {
    return [
      [`less in ${this.info.after.name}`, css(colors.less)],
      ['within noise (FDR 5 %)', css(colors.same)],
      [`more in ${this.info.after.name}`, css(colors.more)],
    ];
  }

  /** Puts the change of each function into its row of the table. */
  compare(rows) {
    for (const row of rows) {
      const found = this.compareSides(row);
      row.change = found.difference;
      row.changeText = this.shortWords(row);
      row.significant = found.significant;
      row.changeTitle = this.words(found);
    }
  }
}

/**
 * The probability that a normal deviate is at least as far from 0: W. Press et al., "Numerical Recipes in C", 2nd edition (1992),
 * section 6.2, a Chebyshev fit of erfc, off by less than 1.2e-7 of its value.
 */
export function chance(deviation) {
  const x = Math.abs(deviation) / Math.SQRT2;
  const t = 1 / (1 + x / 2);
  const factors = [
    0.17087277, -0.82215223, 1.48851587, -1.13520398, 0.27886807, -0.18628806, 0.09678418, 0.37409196, 1.00002368,
    -1.26551223,
  ];
  return t * Math.exp(-x * x + factors.reduce((sum, factor) => sum * t + factor, 0));
}
