/** Buttons, fields and the keys that work everywhere on the page. */
import { exportPng, exportSvg } from './export.js';
import { poolsOf, statesOf, threadsOf } from './samples.js';

const RESET = { zoom: [], zoomUp: [], span: null };

export class Controls {
  constructor(viewer, stage, page) {
    this.viewer = viewer;
    this.stage = stage;
    this.page = page;
    this.fillEvents();
    this.wire();
    page.keyTarget.addEventListener('keydown', (event) => this.key(event));
    viewer.onChange(() => this.reflect());
  }

  element(id) {
    return this.page.element(id);
  }

  click(id, action) {
    this.element(id).addEventListener('click', action);
  }

  change(id, action) {
    const element = this.element(id);
    element.addEventListener('change', () => action(element.type === 'checkbox' ? element.checked : element.value));
  }

  wire() {
    const { viewer } = this;
    this.change('event', (event) => viewer.update({ event, ...RESET }));
    this.change('side', (side) => viewer.update({ side }));
    this.element('wrappers').addEventListener('change', (event) => viewer.update({ wrappers: event.target.checked, zoom: [] }));
    this.change('thread', (thread) => viewer.update({ thread }));
    this.change('state', (state) => viewer.update({ state }));
    this.change('lines', (lines) => viewer.update({ lines, mode: this.modeWithoutKey(), key: -1, ...RESET }));
    this.change('collapse', (collapse) => viewer.update({ collapse, ...RESET }));
    this.click('mode-stacks', () => viewer.update({ mode: 'stacks', ...RESET }, { push: true }));
    this.click('mode-callers', () => viewer.update({ mode: 'callers', ...RESET }, { push: true }));
    this.click('mode-order', () => viewer.update({ mode: 'order', against: null, ...RESET }, { push: true }));
    this.click('mode-sandwich', () => viewer.sandwich(this.sandwichKey()));
    this.click('empty-all', () => viewer.update({ thread: '', state: '', range: null, against: null, side: '' }));
    this.click('flip', () => viewer.update({ flame: !viewer.state.flame }));
    this.element('search').addEventListener('input', (event) => viewer.update({ search: event.target.value }));
    this.element('search').addEventListener('keydown', (event) => this.searchKey(event));
    this.click('table-toggle', () => viewer.update({ table: !viewer.tableShown }));
    this.click('tools-toggle', () => this.page.showTools());
    this.click('theme', () => this.toggleTheme());
    this.click('help-open', () => this.element('help').showModal());
    this.click('export-svg', () => exportSvg(viewer, this.page));
    this.click('export-png', () => exportPng(viewer, this.page));
    this.click('copy-stack', () => this.copyStack());
    this.wireMenu(this.element('export'));
    this.click('copy-link', () => this.page.copy(location.href, 'link copied'));
  }

  /** A menu closes on Escape, when something in it is chosen, on a click beside it, and when the focus leaves it. */
  wireMenu(menu) {
    const items = [...menu.querySelectorAll('button')];
    const close = () => {
      menu.open = false;
    };
    menu.addEventListener('click', (event) => items.includes(event.target) && close());
    for (const kind of ['focusin', 'pointerdown']) {
      this.page.document.addEventListener(kind, ({ target }) => menu.contains(target) || close());
    }
    menu.addEventListener('keydown', (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!menu.open || !(step || event.key === 'Escape')) return;
      event.preventDefault();
      event.stopPropagation();
      if (step) {
        items[(items.indexOf(this.page.document.activeElement) + step + items.length) % items.length].focus();
        return;
      }
      close();
      menu.querySelector('summary').focus();
    });
  }

  fillEvents() {
    const { views } = this.viewer.model;
    this.page.options('event', views.map((view) => [view.event, view.event]));
    this.element('event-field').hidden = views.length < 2;
    this.element('lines-field').hidden = !this.viewer.model.info.lines;
  }

  modeWithoutKey() {
    return this.viewer.state.mode === 'sandwich' ? 'stacks' : this.viewer.state.mode;
  }

  /** The function under the focus, or the one that is zoomed to, or the last one. */
  sandwichKey() {
    const { viewer } = this;
    const place = viewer.current();
    const label = place.node < 0 ? -1 : viewer.graphs[place.panel].label(place.node);
    return label >= 0 ? viewer.keys[label] : viewer.state.key;
  }

  key(event) {
    const writing = event.target.matches?.('input[type="search"], select, textarea');
    if (writing || event.ctrlKey || event.metaKey || event.altKey || this.element('help').open) return;
    const { viewer } = this;
    const action = {
      '/': () => this.element('search').focus(),
      n: () => this.nextMatch(1),
      N: () => this.nextMatch(-1),
      i: () => this.element('flip').click(),
      r: () => this.element(viewer.state.mode === 'callers' ? 'mode-stacks' : 'mode-callers').click(),
      o: () => this.element('mode-order').hidden || this.element(viewer.state.mode === 'order' ? 'mode-stacks' : 'mode-order').click(),
      s: () => this.sandwichKey() >= 0 && viewer.sandwich(this.sandwichKey()),
      t: () => this.element('table-toggle').click(),
      h: () => this.element('lanes-toggle').click(),
      c: () => this.copyStack(),
      d: () => this.toggleTheme(),
      g: () => this.source.go(),
      '?': () => this.element('help').showModal(),
    }[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  }

  searchKey(event) {
    if (event.key === 'Escape') {
      event.target.value = '';
      this.viewer.update({ search: '' });
    }
    if (event.key === 'Enter' || event.key === 'Escape') {
      this.page.stage.focus();
      if (event.key === 'Enter') this.nextMatch(1);
      event.preventDefault();
    }
  }

  /** Moves the focus to the next box on the screen that matches, row by row. */
  nextMatch(step) {
    const { viewer, stage } = this;
    if (!viewer.matches) return;
    const found = [];
    viewer.scene.panels.forEach((panel, p) => {
      const { layout, graph } = panel;
      layout.node.forEach((node, i) => {
        if (node < 0 || (panel.skipRoot && layout.row[i] === 0)) return;
        const label = graph.label(node);
        if (label >= 0 && viewer.matches[label]) found.push({ panel: p, node, above: -1, row: layout.row[i], x: layout.x[i] });
      });
    });
    if (found.length === 0) return;
    found.sort((a, b) => a.panel - b.panel || a.row - b.row || a.x - b.x);
    const now = found.findIndex((place) => place.node === viewer.focus?.node && place.panel === viewer.focus?.panel);
    const next = now < 0 ? (step > 0 ? 0 : found.length - 1) : (now + step + found.length) % found.length;
    stage.focusOn(found[next]);
  }

  /** Where source is shown, if the page shows any. */
  useSource(source) {
    this.source = source;
  }

  copyStack() {
    this.page.copy(this.stage.stack().join('\n'), 'stack copied');
  }

  toggleTheme() {
    this.page.setTheme(this.viewer.theme === 'dark' ? 'light' : 'dark');
  }

  /** Brings the controls in line with the state. */
  reflect() {
    const { viewer, page } = this;
    const { state } = viewer;
    this.element('mode-order').hidden = !(viewer.view.samples?.buckets > 1);
    for (const mode of ['stacks', 'callers', 'sandwich', 'order']) {
      this.element(`mode-${mode}`).setAttribute('aria-pressed', String(state.mode === mode));
    }
    this.element('mode-sandwich').disabled = this.sandwichKey() < 0 && state.mode !== 'sandwich';
    this.element('flip').setAttribute('aria-pressed', String(state.flame));
    this.element('flip').disabled = state.mode === 'sandwich' || viewer.ranked;
    this.element('event').value = viewer.view.event;
    this.element('lines').checked = state.lines;
    this.element('collapse').value = state.collapse;
    if (this.element('search').value !== state.search) this.element('search').value = state.search;
    this.element('side').value = state.side;
    this.element('side-field').hidden = !viewer.change;
    this.element('wrappers').checked = state.wrappers;
    this.element('wrappers-field').hidden = !viewer.change || state.mode !== 'stacks';
    this.fillFilters();
    page.reflect(viewer);
  }

  fillFilters() {
    const { view, state } = this.viewer;
    const { thread, state: stateName } = state;
    if (this.filled === view && this.chosen.thread === thread && this.chosen.state === stateName) return;
    this.filled = view;
    this.chosen = { thread, state: stateName };
    const threads = threadsOf(view.samples);
    this.fillFilter('thread', { ...threads, named: [...poolsOf(threads.named), ...threads.named] }, thread);
    this.fillFilter('state', statesOf(view.samples), stateName);
  }

  /** Offers the names that the event has. One that was chosen before and that it lacks stays chosen, but is not offered. */
  fillFilter(id, { named, several }, chosen) {
    const lacking = chosen && !named.includes(chosen) ? [chosen] : [];
    this.page.options(id, [['', 'all'], ...[...named, ...lacking].map((name) => [name, name])]);
    const select = this.element(id);
    if (lacking.length > 0) select.lastChild.hidden = true;
    select.value = chosen;
    this.element(`${id}-field`).hidden = !chosen && !(several && named.length > 0);
  }
}

