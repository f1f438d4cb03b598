/** The strip of time: weight in each stretch of the recording, over which a range is brushed. */
import { theme } from './colors.js';
import { weightText } from './format.js';
import { bucketsOf, millisOf } from './samples.js';

const HEIGHT = 40;

export class Timeline {
  constructor(viewer, page) {
    Object.assign(this, { viewer, page, canvas: page.element('timeline-canvas'), bars: null });
    const { canvas } = this;
    canvas.addEventListener('pointerdown', (event) => this.down(event));
    canvas.addEventListener('pointermove', (event) => this.move(event));
    canvas.addEventListener('pointerup', () => this.lift());
    canvas.addEventListener('keydown', (event) => this.key(event));
    page.element('timeline-all').addEventListener('click', () => viewer.update({ range: null }));
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
      return;
    }
    if (!this.bars || ['event', 'thread', 'state'].some((name) => before[name] !== state[name])) {
      this.paint();
      const samples = await viewer.model.samples(viewer.viewIndex);
      if (viewer.view !== view) return;
      viewer.samples = samples;
      this.bars = samples.histogram(state.thread, state.state);
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
  }

  move(event) {
    if (this.start === undefined) return;
    const now = this.bucketAt(event);
    this.range = [Math.min(this.start, now), Math.max(this.start, now)];
    this.paint();
  }

  /** A drag takes the range; a click without one takes all of the time. */
  lift() {
    const { range } = this;
    this.start = undefined;
    this.range = undefined;
    this.take(range && range[1] > range[0] ? range : null);
  }

  /** Shows some buckets only, or all. */
  take(range) {
    this.viewer.update({ range: range && millisOf(this.viewer.view.samples, range) });
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
    canvas.width = Math.round(width * ratio);
    canvas.height = HEIGHT * ratio;
    const context = canvas.getContext('2d');
    context.scale(ratio, ratio);
    const colors = theme(viewer.theme);
    const range = this.range ?? this.shownRange;
    if (this.bars) this.paintBars(context, colors, width, range);
    this.describe(info, range);
  }

  paintBars(context, colors, width, range) {
    const most = this.bars.reduce((a, b) => Math.max(a, b), 0) || 1;
    const step = width / this.bars.length;
    this.bars.forEach((value, i) => {
      const inside = !range || (i >= range[0] && i <= range[1]);
      context.fillStyle = inside ? colors.bar : colors.barOut;
      const height = value > 0 ? Math.max(1, (value / most) * (HEIGHT - 4)) : 0;
      context.fillRect(i * step, HEIGHT - height, Math.max(step - (step > 3 ? 0.6 : 0), 0.5), height);
    });
    if (!range) return;
    context.strokeStyle = colors.focus;
    context.lineWidth = 1.5;
    context.strokeRect(range[0] * step + 0.75, 0.75, (range[1] - range[0] + 1) * step - 1.5, HEIGHT - 1.5);
  }

  describe(info, range) {
    const [from, to] = range ?? [0, info.buckets - 1];
    const at = (bucket) => weightText(bucket * info.bucketMillis * 1e6, 'ns');
    const text = `${at(from)} - ${at(to + 1)}`;
    const begin = new Date(info.startMillis + from * info.bucketMillis);
    const clock = info.startMillis > 0 ? `, from ${begin.toISOString().replace('T', ' ').slice(0, 23)} UTC` : '';
    this.page.element('timeline-text').textContent = range
      ? `${text}${clock}`
      : `${text}${clock}; drag over the strip to look at a part of it`;
    this.page.element('timeline-all').hidden = !range;
    this.canvas.setAttribute('aria-valuemax', String(info.buckets - 1));
    this.canvas.setAttribute('aria-valuenow', String(from));
    this.canvas.setAttribute('aria-valuetext', text);
  }
}
