/** The page's state and what follows from it. Controls change the state by update(); everything else is derived. */
import { theme } from './colors.js';
import { countText, shareText, wilson } from './format.js';
import { functionRows } from './functions.js';
import { toFragment } from './link.js';
import { ROW, paint, typeLook } from './painter.js';
import { Marks, Searcher, matched } from './search.js';
import { heaviestThread, rangeOfBox, slicesOf } from './order.js';
import { changeOfRanges } from './ranges.js';
import { findPath, graphsOf, keyPath, keysOf, panelsOf } from './view.js';

const GRAPH_STATE = ['event', 'mode', 'lines', 'collapse', 'key', 'thread', 'state', 'range', 'against', 'side', 'wrappers'];

export class Viewer {
  constructor(model, page) {
    this.model = model;
    this.page = page;
    this.listeners = [];
    this.focus = null;
    this.hover = null;
    this.scroll = 0;
    this.width = 0;
    this.height = 0;
    this.textScale = 1;
    this.theme = 'light';
    this.functionCache = null;
    /** Number of the box that each label belongs to, and how many there are. */
    this.keys = new Int32Array(0);
    this.count = 0;
    this.mask = null;
    this.maskOf = null;
    this.maskKey = -1;
    this.maskKeys = null;
    this.totals = new Map();
    this.totalsOf = null;
    this.busy = Promise.resolve();
    const { names } = model;
    this.searcher = new Searcher(() => names.functionNames.map((name, f) => names.rawFunction(f)));
    this.matches = null;
    this.searching = false;
    this.searchProblem = '';
  }

  /** Called after every change with the state before it. */
  onChange(listener) {
    this.listeners.push(listener);
  }

  /** Changes the state. Changes that come while one is being shown wait for it. */
  update(changes, options = {}) {
    this.busy = this.busy.then(() => this.show({ ...this.state, ...changes }, options));
    return this.busy;
  }

  /** @param answer of a search that was begun before, with the text that was searched for */
  async show(wanted, { push = false, answer = null } = {}) {
    const before = this.state;
    let state = wanted;
    this.state = state;
    const changed = (names) => !before || names.some((name) => before[name] !== state[name]);
    if (changed(['event'])) await this.openView();
    if (state.mode === 'order') {
      state = await this.ofOneThread(state);
      this.state = state;
    }
    if (changed(['event', 'thread', 'state', 'range', 'against', 'side'])) await this.refold();
    if (changed(GRAPH_STATE)) {
      this.order = await this.orderOf(state);
      this.buildGraphs();
    }
    if (changed(['search'])) this.search();
    if (answer) this.takeAnswer(answer);
    if (answer || changed(['search', ...GRAPH_STATE])) this.weighMatches();
    if (changed(['zoom', 'zoomUp', ...GRAPH_STATE])) this.findZoomed();
    performance.mark('layout-start');
    this.layOut();
    this.paint();
    const work = (of) => this.scene.panels.reduce((sum, panel) => sum + of(panel.layout), 0);
    const detail = { boxes: work((layout) => layout.node.length), visited: work((layout) => layout.visited) };
    performance.measure('draw', { start: 'layout-start', detail });
    if (before && push) history.pushState(null, '', this.link());
    else if (before) history.replaceState(null, '', this.link());
    for (const listener of this.listeners) listener(before ?? {});
  }

  link() {
    const fragment = toFragment(this.state);
    return fragment ? `#${fragment}` : location.pathname + location.search;
  }

  async openView() {
    const found = this.model.views.findIndex((view) => view.event === this.state.event);
    this.viewIndex = Math.max(found, 0);
    this.view = this.model.views[this.viewIndex];
    this.tree = await this.model.tree(this.viewIndex);
    this.samples = null;
    this.change = await this.model.change(this.viewIndex);
  }

  async refold() {
    const { thread, state, range, against } = this.state;
    if (!this.view.diff) {
      this.change = range && against ? await this.compareRanges() : null;
      if (!this.change) this.tree.sides = null;
    }
    if (this.change) {
      this.change.weigh(this.state.side);
      return;
    }
    const filtered = thread || state || range;
    if (filtered) this.samples = await this.model.samples(this.viewIndex);
    // Without single samples nobody knows what passes the filter: nothing is shown, and the page says why.
    const nothing = () => ({ samples: new Float64Array(this.tree.size), weight: new Float64Array(this.tree.size) });
    const self = filtered ? (this.samples?.filter({ thread, state, range }) ?? nothing()) : null;
    if (self || this.tree.selfWeight !== this.tree.allWeight) this.tree.refold(self);
  }

  /** Two ranges of time as a difference, or null where nobody knows the times of samples. */
  async compareRanges() {
    const samples = await this.model.samples(this.viewIndex);
    return samples && changeOfRanges(this.tree, this.view, samples, this.state);
  }

  /** Parts of the time of one thread, where these are shown in their order. */
  async orderOf(state) {
    if (state.mode !== 'order') return null;
    return slicesOf(await this.model.samples(this.viewIndex), state, this.view.unit === 'ns');
  }

  /** The same state for one thread, the heaviest that it lets through; without single samples stacks have no order. */
  async ofOneThread(state) {
    const samples = await this.model.samples(this.viewIndex);
    return samples ? { ...state, thread: heaviestThread(samples, state.thread), against: null } : { ...state, mode: 'stacks' };
  }

  /** The nodes of the function that a sandwich is of, and all below them; null where there is none. */
  get chosenNodes() {
    if (this.state.mode !== 'sandwich') return null;
    if (this.maskOf !== this.tree || this.maskKey !== this.state.key || this.maskKeys !== this.keys) {
      this.maskOf = this.tree;
      this.maskKey = this.state.key;
      this.maskKeys = this.keys;
      this.mask = this.tree.below(this.state.key, this.keys);
    }
    return this.mask;
  }

  buildGraphs() {
    const { names } = this.model;
    Object.assign(this, keysOf(names, this.state.lines));
    this.graphs = graphsOf(names, this.tree, this.state, this.model.info.lines);
    this.functionCache = null;
    this.focus = null;
    this.hover = null;
  }

  /** Begins a search; what matches now stays marked until its answer comes. */
  search() {
    const text = this.state.search;
    this.searching = text !== '';
    this.searchProblem = '';
    if (!text) {
      this.matches = null;
      return;
    }
    this.searcher.find(text).then((answer) => answer && this.update({}, { answer: { ...answer, text } }));
  }

  takeAnswer({ text, found, problem }) {
    if (text !== this.state.search) return;
    this.searching = false;
    this.searchProblem = problem ?? '';
    this.matches = found ? Uint8Array.from(this.model.names.labelFunction, (f) => found[f]) : null;
  }

  weighMatches() {
    const { matches } = this;
    this.matched = matches && !this.searching ? matched(this.tree, matches) : null;
    const marks = new Map();
    for (const graph of this.graphs) {
      if (!marks.has(graph.tree)) marks.set(graph.tree, matches && new Marks(graph.tree, matches));
      graph.marks = marks.get(graph.tree);
    }
  }

  /** Whether the table of functions is there: as the reader wants it, otherwise where there is room, while it lists matches, or callers. */
  get tableShown() {
    const { table, mode, against } = this.state;
    return table ?? (this.page.roomForTable || mode === 'sandwich' || Boolean(against) || (this.state.search !== '' && this.matches !== null));
  }

  findZoomed() {
    const { zoom, zoomUp } = this.state;
    this.zoomed = this.graphs.map((graph, i) =>
      findPath(graph, this.graphs.length === 2 && i === 0 ? zoomUp : zoom, this.keys),
    );
    this.focus = null;
  }

  layOut() {
    const { panels, rows } = panelsOf(this.graphs, this.zoomed, this.state, this.width, this.order);
    const row = Math.round(ROW * this.textScale);
    const content = Math.max(rows * row, 0);
    // A flame stands on the lower edge of the window even where it does not fill it.
    const offset = panels.length === 1 && panels[0].up ? Math.max(this.height - content, 0) : 0;
    this.scene = { panels, rows, row, textScale: this.textScale, contentHeight: content, offset };
    this.page.setContentHeight(content);
  }

  paint() {
    const { names } = this.model;
    const colors = theme(this.theme);
    const scene = Object.assign(this.scene, {
      colors,
      width: this.width,
      height: this.height,
      scroll: this.scroll,
      matches: this.matches,
      focus: this.focus,
      hover: this.hover,
    });
    scene.look = (panel, node, onPath) =>
      this.change && !scene.matches
        ? this.change.look(colors, panel.graph, node, onPath)
        : typeLook(scene, names, panel.graph.label(node), onPath);
    scene.forms = (graph, node) => (graph.label(node) < 0 ? this.rootForms() : this.forms(graph, node));
    scene.figures = (graph, node) => this.figures(graph, node);
    paint(this.page.context, scene);
  }

  /** Paints at the next frame, once, however often it is asked for. */
  repaint() {
    if (this.pending) return;
    this.pending = requestAnimationFrame(() => {
      this.pending = 0;
      this.paint();
    });
  }

  /** The box that is spoken of: the one in focus, under the pointer, or zoomed to. */
  current() {
    return this.focus ?? this.hover ?? { panel: this.graphs.length - 1, node: this.zoomed.at(-1) };
  }

  setFocus(place) {
    this.focus = place;
    this.focusListener?.();
  }

  /** Called when the focus moves by keys. */
  onFocus(listener) {
    this.focusListener = listener;
  }

  rootName() {
    return this.state.mode === 'callers' ? `all of ${this.view.event}, by where it was spent` : `all of ${this.view.event}`;
  }

  /** A box that stands for a function and what it is called through has the outermost of these before its name, if it fits. */
  forms(graph, node) {
    const formsOf = (n) => this.model.names.forms(graph.label(n), this.state.lines);
    const wrappers = graph.wrappers?.(node) ?? [];
    if (wrappers.length === 0) return formsOf(node);
    const [full, simple = full, ...rest] = formsOf(node);
    const through = `${formsOf(wrappers[0]).at(-2) ?? formsOf(wrappers[0])[0]} ${wrappers.length > 1 ? '…' : '›'} `;
    return [through + full, through + simple, full, simple, ...rest];
  }

  rootForms() {
    const name = this.rootName();
    if (!this.ranked) return [name];
    const count = this.scene.panels[0].layout.node.length - 1;
    return [`${name}: ${countText(count)} functions; a click shows the callers of one`, name];
  }

  /** Whether a list is shown instead of boxes. */
  get ranked() {
    return this.scene.panels[0].layout.ranked;
  }

  /** What a row of a list says about a node: a text, its share of everything and, where it has one, the 95 % interval of that. */
  figures(graph, node) {
    const share = graph.weight(node) / graph.weight(graph.root);
    if (this.change) return { text: this.change.shortWords(graph.sides(node)), share, interval: null };
    const all = this.tree.samples[0];
    return { text: shareText(share), share, interval: this.view.intervals && all > 0 ? wilson(graph.samples(node), all) : null };
  }

  nameOf(graph, node) {
    const label = graph.label(node);
    return label < 0 ? this.rootName() : this.model.names.full(label, this.state.lines);
  }

  /** How the code of what is shown ran, as numbers of types. */
  kinds() {
    if (this.kindsOf !== this.tree.weight || this.kindsShown !== this.tree.selfWeight) {
      this.kindsOf = this.tree.weight;
      this.kindsShown = this.tree.selfWeight;
      this.kindCache = this.tree.typesIn(this.model.names.labelType);
    }
    return this.kindCache;
  }

  functions() {
    this.functionCache ??= functionRows(this.tree, this.keys, this.count);
    return this.functionCache;
  }

  functionTotal(label) {
    if (this.totalsOf !== this.functions()) {
      this.totals = new Map(this.functions().map((row) => [row.key, row.total]));
      this.totalsOf = this.functions();
    }
    return this.totals.get(this.keys[label]) ?? 0;
  }

  /** Zooms to a box; to the sum of narrow boxes by stretching the window over it. */
  zoomTo(place) {
    const { panel, node } = place;
    if (this.order) return this.zoomToTime(place);
    if (node < 0) return this.zoomToNarrow(place);
    const path = keyPath(this.graphs[panel], node, this.keys);
    const name = this.graphs.length === 2 && panel === 0 ? 'zoomUp' : 'zoom';
    return this.update({ [name]: path, span: null }, { push: true });
  }

  /** In the order of time a box is a range of it; the root is all of the time. */
  zoomToTime({ node, index }) {
    const range = node === 0 ? null : rangeOfBox(this.scene.panels[0].layout, index, this.view.samples);
    return this.update({ range, against: null }, { push: true });
  }

  zoomToNarrow({ panel, above, index }) {
    if (above !== this.zoomed[panel]) return this.zoomTo({ panel, node: above });
    const { x, w } = this.scene.panels[panel].layout;
    return this.update({ span: this.spanOf(x[index], x[index] + w[index]) }, { push: true });
  }

  /** The part of the zoomed node between two places of the window. */
  spanOf(left, right) {
    const { from, to } = this.state.span ?? { from: 0, to: 1 };
    const at = (x) => Math.min(1, Math.max(0, from + ((to - from) * x) / this.width));
    const span = { from: at(left), to: at(right) };
    if (span.to - span.from > 0.999) return null;
    return span.to - span.from < 1e-9 ? (this.state.span ?? null) : span;
  }

  zoomOut() {
    if (this.state.span) return this.update({ span: null });
    if (this.state.zoom.length > 0) return this.update({ zoom: this.state.zoom.slice(0, -1) }, { push: true });
    return this.update({ zoomUp: this.state.zoomUp.slice(0, -1) }, { push: true });
  }

  reset() {
    return this.update({ zoom: [], zoomUp: [], span: null }, { push: true });
  }

  sandwich(key) {
    return this.update({ mode: 'sandwich', key, zoom: [], zoomUp: [], span: null }, { push: true });
  }

  resize({ width, height, textScale }) {
    this.width = width;
    this.height = height;
    this.textScale = textScale;
    if (!this.graphs) return;
    this.layOut();
    this.paint();
  }
}
