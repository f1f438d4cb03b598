/** The function that a sandwich is of, in words and lists: who calls it, what it calls, when and on which threads it ran. */
import { intervalText, shareText, weightText, wilson } from './format.js';
import { visible } from './names.js';
import { poolOf } from './samples.js';

/** Callers, or callees, that are listed; the graph has all. */
const MOST_LISTED = 12;

const MOST_THREADS = 4;

/** What a key weighs for each kind of something, the heaviest first. */
function heaviest(sums) {
  return [...sums].filter(([, weight]) => weight > 0).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
}

/** A state as people say it: STATE_PARKED_TIMED is parked timed. */
function stateText(name) {
  return name ? name.replace(/^STATE_/, '').replaceAll('_', ' ').toLowerCase() : 'unknown';
}

/** Weight by pool of threads, and by state, from the weight of each group of samples. */
export function byThread({ info }, groups) {
  const threads = new Map();
  const states = new Map();
  const add = (map, name, weight) => map.set(name, (map.get(name) ?? 0) + weight);
  groups.forEach(({ inRange }, g) => {
    add(threads, poolOf(info.threads[info.groups[g][0]]), inRange);
    add(states, info.states[info.groups[g][1]], inRange);
  });
  return { threads: heaviest(threads), states: heaviest(states) };
}

/**
 * How the share of a function differs from the first to the second half of a range of time, in words. Intervals are those of samples
 * that are random and weigh the same; of others nobody can say what is noise.
 */
export function halvesText(halves, random) {
  const [first, second] = halves.map(({ own, all, ownSamples, allSamples }) => ({
    share: all > 0 ? own / all : 0,
    interval: wilson(ownSamples, allSamples),
    text: `${shareText(all > 0 ? own / all : 0)}${random && allSamples > 0 ? ` (${intervalText(ownSamples, allSamples)})` : ''}`,
    empty: !(all > 0),
  }));
  if (first.empty || second.empty) return `only the ${first.empty ? 'second' : 'first'} half of the time has samples`;
  const words = `${first.text} of the first half of the time, ${second.text} of the second`;
  if (!random) return words;
  const apart = first.interval[1] < second.interval[0] || second.interval[1] < first.interval[0];
  return `${apart ? (second.share > first.share ? 'more and more: ' : 'less and less: ') : 'no change beyond noise: '}${words}`;
}

export class Chosen {
  constructor(viewer, page) {
    this.viewer = viewer;
    this.page = page;
    this.holder = page.element('chosen');
    viewer.onChange(() => this.refresh());
  }

  async refresh() {
    const { viewer, holder } = this;
    const shown = viewer.state.mode === 'sandwich' && viewer.tableShown && viewer.graphs.length === 2;
    holder.hidden = !shown;
    if (!shown) return;
    const { state, graphs, tree } = viewer;
    const whole = graphs[1].weight(graphs[1].root);
    const lines = [this.page.create('h2', visible(viewer.nameOf(graphs[1], graphs[1].root)))];
    if (!viewer.change) {
      lines.push(this.page.create('p', `${weightText(whole, viewer.view.unit)}, ${shareText(tree.weight[0] > 0 ? whole / tree.weight[0] : 0)} of all`));
      const samples = await viewer.model.samples(viewer.viewIndex);
      if (viewer.state !== state) return;
      if (samples) lines.push(...this.when(samples, whole));
    }
    holder.replaceChildren(...lines, this.list('Called by', graphs[0], whole), this.list('Calls', graphs[1], whole));
  }

  /** When and on which threads it ran, of what the filters let through. */
  when(samples, whole) {
    const { viewer, page } = this;
    const { range } = viewer.state;
    const mask = viewer.chosenNodes;
    const found = byThread(samples, samples.byGroup(1, range, mask, viewer.state));
    const told = found.threads.reduce((sum, [, weight]) => sum + weight, 0);
    const part = (list, name) => list.slice(0, MOST_THREADS).map(([key, weight]) => `${name(key)} ${shareText(weight / told)}`).join(', ');
    const lines = [];
    // Boxes too light to keep their own samples have left them to their callers.
    if (told < 0.99 * whole) lines.push(`Times and threads are those of ${shareText(told / whole)} of it: lighter boxes have left theirs to their callers.`);
    lines.push(`Over time: ${halvesText(samples.halves(mask, viewer.state), viewer.view.intervals && viewer.view.event !== 'wall')}.`);
    if (found.threads.length > 0) lines.push(`Threads: ${part(found.threads, (name) => visible(name) || 'without a name')}.`);
    if (found.states.length > 1) lines.push(`States: ${part(found.states, stateText)}.`);
    return lines.map((line) => page.create('p', line));
  }

  list(title, graph, whole) {
    const { page, viewer } = this;
    const { nodes, restWeight } = graph.children(graph.root, 0);
    const section = page.create('div');
    section.append(page.create('h3', nodes.length === 0 ? `${title}: nothing` : title));
    const list = page.create('ol');
    for (const node of nodes.slice(0, MOST_LISTED)) {
      const item = page.create('li');
      const button = page.create('button', visible(viewer.nameOf(graph, node)));
      button.type = 'button';
      button.addEventListener('click', () => viewer.sandwich(viewer.keys[graph.label(node)]));
      const share = whole > 0 ? graph.weight(node) / whole : 0;
      item.style.setProperty('--part', `${100 * share}%`);
      item.append(page.create('span', shareText(share), 'number'), button);
      list.append(item);
    }
    section.append(list);
    const more = nodes.slice(MOST_LISTED).reduce((sum, node) => sum + graph.weight(node), restWeight);
    if (more > 0) section.append(page.create('p', `${shareText(more / whole)} ${title === 'Calls' ? 'in others' : 'from others'}`));
    return section;
  }
}
