/** The table of functions beside the graph: sorted by a click on a heading, filtered by the search. */
import { countText, intervalText, shareText, weightText } from './format.js';

const MOST = 500;

export class FunctionTable {
  constructor(viewer, page) {
    this.viewer = viewer;
    this.page = page;
    this.sort = viewer.model.views[0].diff ? 'total' : 'self';
    this.ascending = false;
    for (const button of page.element('functions').querySelectorAll('th button')) {
      button.addEventListener('click', () => this.sortBy(button.dataset.sort));
    }
    this.markSorted();
    viewer.onChange((before) => this.refresh(before));
  }

  sortBy(column) {
    this.ascending = this.sort === column ? !this.ascending : column === 'name';
    this.sort = column;
    this.markSorted();
    this.fill();
  }

  markSorted() {
    for (const button of this.page.element('functions').querySelectorAll('th button')) {
      const sorted = button.dataset.sort === this.sort;
      if (sorted) button.parentElement.setAttribute('aria-sort', this.ascending ? 'ascending' : 'descending');
      else button.parentElement.removeAttribute('aria-sort');
    }
  }

  refresh(before) {
    const { state, tableShown, matches } = this.viewer;
    // What changed between two ranges is what was asked for; so it is no more afterwards.
    if (!this.viewer.view.diff && Boolean(before.against) !== Boolean(state.against)) {
      this.sort = state.against ? 'change' : 'self';
      this.ascending = false;
      this.markSorted();
    }
    this.page.element('functions').hidden = !tableShown;
    this.page.element('table-toggle').setAttribute('aria-expanded', String(tableShown));
    this.page.element('change-column').hidden = !this.viewer.change;
    if (!tableShown) return;
    const names = ['table', 'event', 'thread', 'state', 'range', 'lines', 'side', 'against'];
    if (this.filled !== matches || names.some((name) => before[name] !== state[name])) this.fill();
  }

  fill() {
    const { viewer, page } = this;
    const { matches } = viewer;
    this.filled = matches;
    const found = viewer.functions().filter((row) => !matches || matches[row.label]);
    const short = page.root.classList.contains('narrow') ? 1 : 0;
    const name = (row) => {
      const forms = viewer.model.names.forms(row.label, viewer.state.lines);
      return forms[Math.min(short, forms.length - 1)];
    };
    const sign = this.ascending ? 1 : -1;
    if (viewer.change) viewer.change.compare(found);
    if (this.sort === 'name') found.sort((a, b) => sign * (name(a) < name(b) ? -1 : 1));
    else if (this.sort === 'change') found.sort((a, b) => sign * (Math.abs(a.change) - Math.abs(b.change)));
    else found.sort((a, b) => sign * (a[this.sort] - b[this.sort]));
    this.largest = found.reduce((most, row) => Math.max(most, row.self), 0);
    page.element('interval-column').hidden = !viewer.view.intervals || Boolean(viewer.change);
    page.element('rows').replaceChildren(...found.slice(0, MOST).map((row) => this.row(row, name(row))));
    const share = shareText((viewer.matched?.weight ?? 0) / viewer.tree.weight[0]);
    const functions = found.length === 1 ? '1 function matches' : `${countText(found.length)} functions match`;
    page.element('rows-head').textContent = matches ? `${functions}; ${share} of everything is in stacks that have one` : '';
    const more = found.length - MOST;
    page.element('rows-more').textContent = more > 0 ? `and ${countText(more)} more; search to see them` : '';
  }

  row(row, name) {
    const { viewer, page } = this;
    const all = viewer.tree.weight[0];
    const line = page.create('tr');
    const cell = page.create('td');
    const button = page.create('button', name.length > 300 ? `${name.slice(0, 300)}…` : name);
    button.type = 'button';
    button.title = 'callers and callees of this function';
    cell.append(button);
    line.append(cell);
    const number = (column) => {
      const made = page.create('td', shareText(row[column] / all), 'number');
      if (!viewer.change) made.title = weightText(row[column], viewer.view.unit);
      line.append(made);
      return made;
    };
    const self = number('self');
    self.classList.add('bar-of');
    self.style.setProperty('--part', `${(100 * row.self) / (this.largest || 1)}%`);
    if (viewer.view.intervals && !viewer.change) {
      line.append(page.create('td', intervalText(row.selfSamples, viewer.tree.samples[0]), 'number interval'));
    }
    number('total');
    if (viewer.change) {
      const change = page.create('td', row.changeText, row.significant ? 'number' : 'number noise');
      change.title = row.changeTitle;
      line.append(change);
    }
    line.addEventListener('click', () => viewer.sandwich(row.key));
    return line;
  }
}
