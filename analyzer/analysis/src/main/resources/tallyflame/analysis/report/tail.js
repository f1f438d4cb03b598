/** Curves of latencies: what a range of them, chosen by dragging or by two sliders, spent beside all others. */
import { countText, shareText, weightText } from './format.js';

export function reportTail(data, element) {
  const LEFT = 70;
  const WIDTH = 640;
  const TOP = 12;
  const HEIGHT = 220;
  const ROWS = 10;
  /** Fewer spans say little about others. */
  const FEW = 20;
  const SHARES = [0, 0.5, 0.9, 0.99, 0.999, 0.9999];

  const holder = document.getElementById('tail');

  const time = (nanos) => weightText(nanos, 'ns');
  const sum = (values, from, to) => values.slice(from, to + 1).reduce((all, value) => all + value, 0);

  function svg(name, attributes, text) {
    const made = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (text !== undefined) made.textContent = text;
    return made;
  }

  /** Means of the spans of some steps: how long they took, and on what; the parts add up to that. */
  function means(curve, steps) {
    const of = (values) => steps.reduce((all, step) => all + values[step], 0);
    const spans = of(curve.spans);
    if (spans === 0) return null;
    const took = of(curve.nanos) / spans;
    const parts = curve.recorded.map(({ title, nanos }) => [title, of(nanos) / spans]);
    let rest = took - parts.reduce((all, [, nanos]) => all + nanos, 0);
    if (curve.cpu) {
      // No thread runs for longer than its span, though samples of short ones may say so.
      const run = Math.min(of(curve.cpu) / spans, Math.max(0, rest));
      parts.push([curve.onCpu, run]);
      rest -= run;
    }
    parts.push([curve.rest, rest]);
    return { spans, took, parts };
  }

  function table(headings, rows, note) {
    const made = element('table');
    made.className = 'data';
    made.append(element('caption', note));
    const head = made.createTHead().insertRow();
    headings.forEach(([title, kind]) => {
      const cell = element('th', title);
      cell.scope = 'col';
      cell.className = kind;
      head.append(cell);
    });
    const body = made.createTBody();
    for (const row of rows) {
      const line = body.insertRow();
      row.forEach((text, i) => {
        const cell = line.insertCell();
        cell.textContent = text;
        cell.className = headings[i][1];
      });
    }
    const wide = element('div');
    wide.className = 'wide';
    wide.tabIndex = 0;
    wide.append(made);
    return wide;
  }

  /** One curve, and what is chosen of it. */
  class Tail {
    constructor(curve) {
      this.curve = curve;
      this.last = curve.spans.length - 1;
      this.all = sum(curve.spans, 0, this.last);
      /** How many spans there are before each step. */
      this.before = [];
      curve.spans.reduce((all, spans) => this.before.push(all) && all + spans, 0);
      this.steps = Math.max(1, Math.log10(this.all));
      this.least = 10 ** Math.floor(Math.log10(Math.max(1, curve.longest[0])));
      this.most = Math.max(10 * this.least, 10 ** Math.ceil(Math.log10(Math.max(1, curve.longest[this.last]))));
      this.choose(this.first(Math.max(0.01, Math.min(0.5, FEW / this.all))), this.last);
    }

    /** The first step of so large a share of the slowest. */
    first(share) {
      const place = this.before.findIndex((before) => before >= (1 - share) * this.all - 1e-9);
      return place < 0 ? this.last : place;
    }

    choose(from, to) {
      this.from = Math.max(0, Math.min(from, to));
      this.to = Math.min(this.last, Math.max(from, to));
    }

    /** Each step to the right leaves a tenth of the spans; the slowest one is at the end. */
    x(before) {
      const left = Math.max(1, this.all - before) / this.all;
      return LEFT + (WIDTH * -Math.log10(left)) / this.steps;
    }

    y(nanos) {
      return TOP + HEIGHT * (1 - Math.log10(Math.max(nanos, this.least) / this.least) / Math.log10(this.most / this.least));
    }

    /** The step that is drawn at a place. */
    at(x) {
      let step = 0;
      while (step < this.last && this.x(this.before[step + 1]) <= x) step++;
      return step;
    }

    drawing() {
      const { curve } = this;
      const title = `How long spans ${curve.name} took, by percentile`;
      const made = svg('svg', {
        class: 'chart', viewBox: `0 0 ${LEFT + WIDTH + 40} ${TOP + HEIGHT + 40}`, width: LEFT + WIDTH + 40,
        height: TOP + HEIGHT + 40, role: 'img', 'font-size': 12, 'aria-label': title,
      });
      for (let nanos = this.least; nanos <= 1.001 * this.most; nanos *= 10) {
        made.append(svg('path', { class: 'axis', d: `M${LEFT} ${this.y(nanos)}h${WIDTH}` }));
        made.append(svg('text', { class: 'label', x: LEFT - 8, y: this.y(nanos) + 4, 'text-anchor': 'end' }, time(nanos)));
      }
      for (const share of SHARES.filter((value) => -Math.log10(1 - value) <= this.steps)) {
        const x = this.x(share * this.all);
        made.append(svg('path', { class: 'axis', d: `M${x} ${TOP}v${HEIGHT}` }));
        made.append(svg('text', { class: 'label', x, y: TOP + HEIGHT + 18, 'text-anchor': 'middle' }, `${+(100 * share).toFixed(2)} %`));
      }
      this.brush = svg('rect', { class: 'brush', y: TOP, height: HEIGHT });
      const points = curve.longest.map((nanos, step) => `${this.x(this.before[step] + curve.spans[step] - 1).toFixed(1)},${this.y(nanos).toFixed(1)}`);
      made.append(this.brush, svg('polyline', { class: 'curve', points: points.join(' ') }));
      return made;
    }

    place() {
      const x = this.x(this.before[this.from]);
      const end = this.to === this.last ? LEFT + WIDTH + 4 : this.x(this.before[this.to + 1]);
      this.brush.setAttribute('x', x);
      this.brush.setAttribute('width', Math.max(2, end - x));
    }

    words(chosen, others) {
      const { curve } = this;
      const share = (spans) => `p${+(100 * (spans / this.all)).toFixed(2)}`;
      const fastest = this.from === 0 ? 0 : curve.longest[this.from - 1];
      return `${countText(chosen.spans)} of ${countText(this.all)} ${curve.name}, ${share(this.before[this.from])} to `
        + `${share(this.before[this.to] + curve.spans[this.to])}, longer than ${time(fastest)} and up to `
        + `${time(curve.longest[this.to])}, take ${time(chosen.took)} in the mean`
        + (others ? `, the others ${time(others.took)}` : '')
        + (chosen.spans < FEW ? '; so few say little about others' : '') + '.';
    }

    answer() {
      const inside = [];
      const outside = [];
      this.curve.spans.forEach((spans, step) => (step >= this.from && step <= this.to ? inside : outside).push(step));
      const chosen = means(this.curve, inside);
      const others = means(this.curve, outside);
      const rows = chosen.parts
        .map(([title, nanos], i) => ({ title, nanos, other: others ? others.parts[i][1] : 0 }))
        .filter(({ nanos, other }) => nanos !== 0 || other !== 0)
        .sort((a, b) => b.nanos - b.other - (a.nanos - a.other));
      const more = others ? chosen.took - others.took : 0;
      const line = ({ title, nanos, other }) =>
        others ? [time(nanos - other), more <= 0 ? '' : shareText((nanos - other) / more), time(other), time(nanos), title] : ['', '', '', time(nanos), title];
      const cells = [...rows.map(line), line({ title: 'in all', nanos: chosen.took, other: others ? others.took : 0 })];
      return [
        element('p', this.words(chosen, others)),
        table([['more', 'number'], ['share', 'number'], ['others', 'number'], ['chosen', 'number'], ['spent', '']], cells, 'Means of a span'),
        this.slowest(inside),
        this.command(),
      ];
    }

    slowest(inside) {
      const { curve } = this;
      const rows = inside.slice(-ROWS).reverse().map((step) => [time(curve.longest[step]), curve.tag[step], curve.thread[step]]);
      return table([['took', 'number'], ['tag', ''], ['thread', '']], rows, 'Slow ones of them');
    }

    /** What the command line says about the same spans. */
    command() {
      const { curve } = this;
      const share = (spans) => `p${+(100 * (spans / this.all)).toFixed(3)}`;
      const tail = this.to === this.last && this.from > 0;
      const of = tail
        ? `--slower-than ${curve.longest[this.from - 1]}ns`
        : `--between ${share(this.before[this.from])},${share(this.before[this.to] + curve.spans[this.to])}`;
      const verb = tail && this.before[this.from] >= this.all / 2 ? 'explain' : 'flame';
      const made = element('pre', `tallyflame ${verb} ${data.inputs} --span ${curve.argument} ${of} -o chosen.html`);
      made.className = 'command';
      return made;
    }
  }

  let id = 0;

  function slider(title, tail, changed) {
    const label = element('label', `${title} `);
    const input = element('input');
    Object.assign(input, { type: 'range', min: 0, max: tail.last, id: `tail-${title.toLowerCase()}-${id}` });
    label.append(input);
    input.addEventListener('input', () => changed(Number(input.value)));
    return { label, input };
  }

  function show(curve) {
    id++;
    const tail = new Tail(curve);
    const drawing = tail.drawing();
    const answer = element('div');
    answer.setAttribute('aria-live', 'polite');
    const ranges = element('p');
    ranges.className = 'ranges no-print';
    const from = slider('From', tail, (step) => choose(Math.min(step, tail.to), tail.to));
    const to = slider('To', tail, (step) => choose(tail.from, Math.max(step, tail.from)));
    ranges.append(from.label, to.label);

    function choose(first, second) {
      tail.choose(first, second);
      from.input.value = tail.from;
      to.input.value = tail.to;
      tail.place();
      answer.replaceChildren(...tail.answer());
    }

    let anchor = null;
    const step = (event) => {
      const box = drawing.getBoundingClientRect();
      return tail.at(((event.clientX - box.left) * (LEFT + WIDTH + 40)) / box.width);
    };
    drawing.addEventListener('pointerdown', (event) => {
      anchor = step(event);
      drawing.setPointerCapture(event.pointerId);
      choose(anchor, tail.last);
    });
    drawing.addEventListener('pointermove', (event) => {
      if (anchor !== null && step(event) !== anchor) choose(anchor, step(event));
    });
    for (const end of ['pointerup', 'pointercancel']) drawing.addEventListener(end, () => (anchor = null));
    choose(tail.from, tail.to);
    return [drawing, ranges, answer];
  }

  const note = element('p', 'Drag over the curve to choose spans by how long they took, or click where the slow ones begin: '
    + 'what they spent beside all others. Each step to the right leaves a tenth of the spans.');
  note.className = 'note no-print';
  const place = element('div');
  holder.append(note);
  if (data.curves.length > 1) {
    const label = element('label', 'Spans ');
    const choice = element('select');
    choice.id = 'tail-name';
    data.curves.forEach(({ name }, i) => choice.append(new Option(name, i)));
    choice.addEventListener('change', () => place.replaceChildren(...show(data.curves[choice.value])));
    label.append(choice);
    const line = element('p');
    line.className = 'no-print';
    line.append(label);
    holder.append(line);
  }
  holder.append(place);
  place.append(...show(data.curves[0]));
}
