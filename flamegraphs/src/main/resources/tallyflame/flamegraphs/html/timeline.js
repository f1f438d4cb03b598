/** Time: a heat map of the recording, or bars where it is not known by thread and state, over which a range is brushed. */
import { clockText, ticks } from './clock.js';
import { css, theme } from './colors.js';
import { weightText } from './format.js';
import { bucketsOf, millisOf } from './samples.js';

/** Pixels of the picture: one for each row of the heat map. */
const HEIGHT = 50;

/** Pixels of the strokes of marks, at the upper edge of the picture. */
const MARK = 7;

/** Pixels of the axis below it, and between two of its marks, where text has its usual size. */
const AXIS = 16;
const TICK = 84;

export class Timeline {
  constructor(viewer, page) {
    this.viewer = viewer;
    this.page = page;
    this.canvas = page.element('timeline-canvas');
    this.bars = null;
    this.sums = null;
    const { canvas } = this;
    canvas.addEventListener('pointerdown', (event) => this.down(event));
    canvas.addEventListener('pointermove', (event) => this.move(event));
    canvas.addEventListener('pointerup', () => this.lift());
    canvas.addEventListener('pointerleave', () => page.hideTooltip());
    canvas.addEventListener('keydown', (event) => this.key(event));
    page.element('timeline-all').addEventListener('click', () => viewer.update({ range: null, against: null }));
    page.element('timeline-compare').addEventListener('click', () => this.compare());
    page.onTheme(() => this.paint());
    viewer.onChange((before) => this.refresh(before));
  }

  async refresh(before) {
    const { viewer } = this;
    const { state, view } = viewer;
    const shown = Boolean(view.samples && view.samples.buckets > 1);
    this.page.element('timeline').hidden = !shown;
    if (!shown) {
      this.bars = null;
      this.sums = null;
      return;
    }
    const mask = viewer.chosenNodes;
    if (!(this.bars || this.sums) || mask !== this.mask || ['event', 'thread', 'state'].some((name) => before[name] !== state[name])) {
      this.mask = mask;
      this.paint();
      const heat = await viewer.model.heat(viewer.viewIndex);
      const sums = mask ? null : heat.sums(state.thread, state.state);
      const samples = sums ? null : await viewer.model.samples(viewer.viewIndex);
      if (viewer.view !== view || mask !== this.mask) return;
      const bars = samples && samples.histogram(state.thread, state.state, mask);
      this.heat = heat;
      this.sums = sums;
      this.bars = bars;
      this.all = mask && samples ? samples.histogram(state.thread, state.state) : bars;
    }
    this.paint();
  }

  bucketAt(event) {
    const box = this.canvas.getBoundingClientRect();
    const { buckets } = this.viewer.view.samples;
    return Math.min(buckets - 1, Math.max(0, Math.floor(((event.clientX - box.left) / box.width) * buckets)));
  }

  down(event) {
    this.canvas.setPointerCapture?.(event.pointerId);
    this.start = this.bucketAt(event);
    this.range = null;
    /** With Shift another range is chosen, to compare the first with. */
    this.other = event.shiftKey && Boolean(this.viewer.state.range);
  }

  move(event) {
    if (this.start === undefined) {
      this.tell(event);
      return;
    }
    const now = this.bucketAt(event);
    this.range = [Math.min(this.start, now), Math.max(this.start, now)];
    this.paint();
  }

  /** Says what is under the pointer. */
  tell(event) {
    const { heat, sums, canvas, viewer } = this;
    if (!sums) return;
    const box = canvas.getBoundingClientRect();
    const cell = heat.cellAt((event.clientX - box.left) / box.width, 1 - (event.clientY - box.top) / HEIGHT);
    if (cell < 0) {
      this.page.hideTooltip();
      return;
    }
    const { startMillis } = viewer.view.samples;
    const at = clockText(startMillis, cell * heat.cellMillis, 1);
    const length = weightText(heat.cellMillis * 1e6, 'ns');
    const weight = sums[cell] > 0 ? weightText(sums[cell], viewer.view.unit) : 'nothing';
    const words = [`${weight} of ${viewer.view.event}`, `in ${length} from ${at}${startMillis > 0 ? ' UTC' : ''}`];
    words.push(...this.marksAt((event.clientX - box.left) / box.width, box.width));
    this.page.showTooltip(words, event.clientX, event.clientY);
  }

  /** A drag takes the range; a click without one takes all of the time. */
  lift() {
    const { range } = this;
    this.start = undefined;
    this.range = undefined;
    const taken = range && range[1] > range[0] ? range : null;
    if (this.other) this.viewer.update({ against: taken && millisOf(this.viewer.view.samples, taken) });
    else this.take(taken);
    this.other = false;
  }

  /** Shows what differs between the range and the rest of the time, or the range alone again. */
  compare() {
    this.viewer.update({ against: this.viewer.state.against ? null : 'rest', zoom: [], zoomUp: [], span: null }, { push: true });
  }

  /** Shows some buckets only, or all. */
  take(range) {
    const { against } = this.viewer.state;
    this.viewer.update({ range: range && millisOf(this.viewer.view.samples, range), against: range ? against : null });
  }

  /** The buckets that the range is compared with, or null. */
  get otherRange() {
    const { view, state } = this.viewer;
    return Array.isArray(state.against) ? bucketsOf(view.samples, state.against) : null;
  }

  /** The buckets that are shown, or null for all. */
  get shownRange() {
    const { view, state } = this.viewer;
    return bucketsOf(view.samples, state.range);
  }

  key(event) {
    const { buckets } = this.viewer.view.samples;
    const [from, to] = this.shownRange ?? [0, buckets - 1];
    const step = Math.max(1, Math.round(buckets / 50)) * { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    let range;
    if (event.key === 'Escape') range = null;
    else if (event.key === 'Enter' && !this.viewer.state.range) range = [0, Math.max(0, Math.round(buckets / 10) - 1)];
    else if (!step) return;
    else if (event.shiftKey) range = [from, Math.min(buckets - 1, Math.max(from, to + step))];
    else if (from + step < 0 || to + step >= buckets) range = [from, to];
    else range = [from + step, to + step];
    event.preventDefault();
    this.take(range);
  }

  paint() {
    const { canvas, viewer } = this;
    const info = viewer.view.samples;
    if (!info) return;
    const width = canvas.clientWidth;
    const ratio = window.devicePixelRatio || 1;
    const scale = this.page.textScale;
    canvas.style.height = `${HEIGHT + AXIS * scale}px`;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round((HEIGHT + AXIS * scale) * ratio);
    const context = canvas.getContext('2d');
    context.scale(ratio, ratio);
    const colors = theme(viewer.theme);
    const other = this.other ? this.range : this.otherRange;
    const range = (this.other ? null : this.range) ?? this.shownRange;
    if (this.sums) this.heat.paint(context, colors, this.sums, { width, height: HEIGHT, range: range && millisOf(info, range) });
    else if (this.bars) this.paintBars(context, colors, width, range);
    this.paintAxis(context, colors, { width, scale, info });
    const outline = (buckets, color) => this.paintRange(context, color, (width / info.buckets) * buckets[0], (width / info.buckets) * (buckets[1] + 1));
    if (other) outline(other, css(colors.less));
    if (range) outline(range, colors.focus);
    this.paintMarks(context, colors, width);
    this.describe(info, range);
  }

  /** Bars of what is chosen, before those of everything. */
  paintBars(context, colors, width, range) {
    const most = this.all.reduce((a, b) => Math.max(a, b), 0) || 1;
    const step = width / this.bars.length;
    if (this.all !== this.bars) {
      context.fillStyle = colors.barOut;
      this.all.forEach((value, i) => context.fillRect(i * step, HEIGHT - (value / most) * (HEIGHT - 4), step, (value / most) * (HEIGHT - 4)));
    }
    this.bars.forEach((value, i) => {
      const inside = !range || (i >= range[0] && i <= range[1]);
      context.fillStyle = inside ? colors.bar : colors.barOut;
      const height = value > 0 ? Math.max(1, (value / most) * (HEIGHT - 4)) : 0;
      context.fillRect(i * step, HEIGHT - height, Math.max(step - (step > 3 ? 0.6 : 0), 0.5), height);
    });
  }

  /** What else happened, such as pauses: strokes at the upper edge. */
  paintMarks(context, colors, width) {
    for (const [what, list] of this.marks()) {
      context.fillStyle = colors.marks[what] ?? colors.marks.other;
      for (const [from, to] of list) context.fillRect(from * width, 0, Math.max(1, (to - from) * width), MARK);
    }
  }

  /**
   * Marks by kind, each with its begin and end as parts of the time; what is outside of it is left out.
   *
   * @returns {[string, number[][]][]}
   */
  marks() {
    const { startMillis, bucketMillis, buckets } = this.viewer.view.samples;
    const span = bucketMillis * buckets;
    return Object.entries(this.viewer.model.info.marks ?? {}).map(([what, times]) => {
      const list = [];
      for (let i = 0; i < times.length; i += 2) list.push([(times[i] - startMillis) / span, (times[i + 1] - startMillis) / span]);
      return [what, list.filter(([from, to]) => to >= 0 && from <= 1)];
    });
  }

  /** The marks within three pixels of a place, in words. */
  marksAt(across, width) {
    const { bucketMillis, buckets } = this.viewer.view.samples;
    const near = 3 / width;
    const words = ([what, list]) => list
      .filter(([from, to]) => across >= from - near && across <= to + near)
      .slice(0, 3)
      .map(([from, to]) => `${what} of ${weightText((to - from) * bucketMillis * buckets * 1e6, 'ns')}`);
    return this.marks().flatMap(words);
  }

  /** How many marks there are, and what they are. */
  markWords() {
    return this.marks().filter(([, list]) => list.length > 0).map(([what, list]) => `; ${list.length} × ${what}`).join('');
  }

  paintAxis(context, colors, { width, scale, info }) {
    const span = info.buckets * info.bucketMillis;
    context.fillStyle = colors.axis;
    context.fillRect(0, HEIGHT, width, 1);
    context.font = `${11 * scale}px system-ui, sans-serif`;
    context.textBaseline = 'top';
    for (const { at, text } of ticks(info.startMillis, span, Math.max(1, width / (TICK * scale)))) {
      const x = (at / span) * width;
      context.fillRect(x, HEIGHT, 1, 4);
      // A text that would be cut at the right edge is left out; its mark is there.
      if (x + 4 + context.measureText(text).width < width) context.fillText(text, x + 4, HEIGHT + 3);
    }
  }

  paintRange(context, color, left, right) {
    context.strokeStyle = color;
    context.lineWidth = 1.5;
    context.strokeRect(left + 0.75, 0.75, Math.max(1, right - left - 1.5), HEIGHT);
  }

  describe(info, range) {
    const [from, to] = range ?? [0, info.buckets - 1];
    const at = (bucket) => weightText(bucket * info.bucketMillis * 1e6, 'ns');
    const text = `${at(from)} - ${at(to + 1)}`;
    const begin = new Date(info.startMillis + from * info.bucketMillis);
    const clock = info.startMillis > 0 ? `, from ${begin.toISOString().replace('T', ' ').slice(0, 23)} UTC` : '';
    const { against } = this.viewer.state;
    const compared = !against ? '' : against === 'rest' ? ', compared with the rest of the time' : ' (B), compared with the other range (A)';
    const hint = against || !range ? '' : '; Shift and drag to compare it with another range';
    this.page.element('timeline-compare').hidden = !range;
    this.page.element('timeline-compare').textContent = against ? 'Only this range' : 'Compare with the rest';
    this.page.element('timeline-text').textContent = range
      ? `${text}${clock}${compared}${hint}`
      : `${text}${clock}${this.markWords()}; drag over the picture to look at a part of it`;
    this.page.element('timeline-all').hidden = !range;
    this.canvas.setAttribute('aria-valuemax', String(info.buckets - 1));
    this.canvas.setAttribute('aria-valuenow', String(from));
    this.canvas.setAttribute('aria-valuetext', text);
  }
}
