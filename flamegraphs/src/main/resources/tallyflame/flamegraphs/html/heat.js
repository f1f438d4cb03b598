/** Weight in cells of time: columns of a second or so, divided into rows; Heat.java tells the format. */
import { css, hex, mix } from './colors.js';
import { passing } from './samples.js';

export class Heat {
  constructor(view, groups) {
    this.info = view.samples;
    this.groups = groups;
    const { heatColumnMillis, heatRows, bucketMillis, buckets } = view.samples;
    this.rows = heatRows;
    this.cellMillis = heatColumnMillis / heatRows;
    this.spanMillis = bucketMillis * buckets;
    this.columns = Math.ceil(this.spanMillis / heatColumnMillis);
  }

  static decode(bytes, view) {
    const { groups, heatByGroup } = view.samples;
    const unit = view.perSample > 0 ? view.perSample : view.unitWeight;
    const lists = (heatByGroup ? groups : [null]).map(() => {
      const list = { cells: new Int32Array(bytes.unsigned()), weights: null };
      list.weights = new Float64Array(list.cells.length);
      let cell = 0;
      for (let i = 0; i < list.cells.length; i++) {
        cell += bytes.unsigned();
        list.cells[i] = cell;
        list.weights[i] = bytes.unsigned() * unit;
      }
      return list;
    });
    return new Heat(view, lists);
  }

  /** Weight in each cell of what passes a filter, or null where it is not told by thread and state. */
  sums(thread, state) {
    if ((thread || state) && !this.info.heatByGroup) return null;
    const allowed = passing(this.info, thread, state);
    const sums = new Float64Array(this.columns * this.rows);
    this.groups.forEach(({ cells, weights }, g) => {
      if (this.info.heatByGroup && !allowed[g]) return;
      for (let i = 0; i < cells.length; i++) sums[cells[i]] += weights[i];
    });
    return sums;
  }

  /** The cell at a place of the picture, from its left and lower edges, each as a part of 1; -1 outside of time. */
  cellAt(across, up) {
    const place = (across * this.spanMillis) / (this.cellMillis * this.rows);
    const cell = Math.floor(place) * this.rows + Math.min(this.rows - 1, Math.max(0, Math.floor(up * this.rows)));
    return across >= 0 && across < 1 && cell * this.cellMillis < this.spanMillis ? cell : -1;
  }

  /** Paints cells, time going on upwards in a column and from one column to the next; what is out of a range is pale. */
  paint(context, colors, sums, { width, height, range }) {
    const most = sums.reduce((a, b) => Math.max(a, b), 0);
    if (!(most > 0)) return;
    const across = (width * this.cellMillis * this.rows) / this.spanMillis;
    const up = height / this.rows;
    const paper = hex(colors.background);
    sums.forEach((weight, cell) => {
      if (!(weight > 0)) return;
      const column = Math.floor(cell / this.rows);
      const millis = cell * this.cellMillis;
      const inside = !range || (millis + this.cellMillis > range[0] && millis < range[1]);
      // Roots, so that one busy cell does not make all others invisible.
      const heat = 0.15 + 0.85 * Math.sqrt(weight / most);
      context.fillStyle = css(mix(paper, hex(colors.heat), inside ? heat : 0.25 * heat));
      const top = height - ((cell % this.rows) + 1) * up;
      context.fillRect(column * across, top, Math.max(0.5, across - (across > 4 ? 1 : 0)), up);
    });
  }
}
