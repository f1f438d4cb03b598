/** From a box to its source and back, where the page around the viewer shows source: elements with data-frame. */
import { visible } from './names.js';

export class Source {
  constructor(viewer, stage, page) {
    this.viewer = viewer;
    this.stage = stage;
    this.page = page;
    this.elements = new Map();
    /** @type {?Map<string, {lines: boolean, key: number}>} */
    this.keys = null;
    for (const element of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-frame]'))) {
      // Overloads share a name: the first one, which has most time, is the one that is meant.
      if (!this.elements.has(element.dataset.frame)) this.elements.set(element.dataset.frame, element);
    }
    this.connectBack();
    document.addEventListener('report-functions', () => this.connectBack());
    // The page around the viewer may show more of the same event.
    viewer.onChange((before) => {
      if (before.event !== viewer.state.event) document.dispatchEvent(new CustomEvent('flame-event', { detail: viewer.view.event }));
    });
    if (this.elements.size === 0) return;
    page.element('source-key').hidden = false;
    page.element('source-link').addEventListener('click', () => this.go());
    viewer.onChange(() => this.reflect());
    viewer.onFocus(() => this.reflect());
  }

  /** The buttons that lead to the graph: data-graph names a function or a line; those of lines without samples stay off. */
  connectBack() {
    /** @type {NodeListOf<HTMLButtonElement>} */
    const buttons = document.querySelectorAll('button.to-graph:disabled');
    if (buttons.length > 0) this.keys ??= this.keysByName();
    for (const button of buttons) {
      const state = this.keys.get(button.dataset.graph);
      if (!state) continue;
      button.disabled = false;
      button.addEventListener('click', (event) => this.show(event, state));
    }
  }

  keysByName() {
    const { names, info } = this.viewer.model;
    const keys = new Map();
    for (let label = 0; label < names.labelCount; label++) {
      keys.set(names.raw(label), { lines: false, key: names.labelFunction[label] });
      if (info.lines) keys.set(this.place(label), { lines: true, key: names.labelPlace[label] });
    }
    return keys;
  }

  place(label) {
    const { names } = this.viewer.model;
    return `${names.raw(label)}:${names.labelLine[label] - 1}`;
  }

  async show(event, state) {
    event.preventDefault();
    const { lines, key } = state;
    await this.viewer.update({ lines, mode: 'sandwich', key, zoom: [], zoomUp: [], span: null }, { push: true });
    this.page.root.scrollIntoView({ block: 'center' });
    this.page.stage.focus({ preventScroll: true });
  }

  /** The element of the current box: its line, or else its function. */
  target() {
    const { viewer } = this;
    const { panel, node, above } = viewer.current();
    const graph = viewer.graphs[panel];
    const label = graph.label(node < 0 ? above : node);
    if (label < 0) return null;
    const { names } = viewer.model;
    return this.elements.get(this.place(label)) ?? this.elements.get(names.raw(label)) ?? null;
  }

  reflect() {
    const target = this.target();
    const link = this.page.element('source-link');
    link.hidden = !target;
    if (target) link.textContent = `Source: ${visible(short(target.dataset.frame))}`;
  }

  go() {
    const target = this.elements.size > 0 ? this.target() : null;
    if (!target) return;
    for (let up = target; up; up = up.parentElement) if (up.tagName === 'DETAILS') up.open = true;
    for (const other of document.querySelectorAll('.target')) other.classList.remove('target');
    target.classList.add('target');
    target.scrollIntoView({ block: 'center' });
    target.querySelector('button.to-graph, summary')?.focus({ preventScroll: true });
  }
}

/** Class.method:line, without the package. */
function short(frame) {
  const parts = frame.split('.');
  const name = parts.slice(-2).join('.');
  return name.length > 60 ? `${name.slice(0, 60)}…` : name;
}
