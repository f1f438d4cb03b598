/** Lanes: what each pool of threads did over time, the heaviest first, to be narrowed to by a click. */
import { theme } from './colors.js';
import { shareText, weightText } from './format.js';
import { visible } from './names.js';
import { poolOf } from './samples.js';

const COLUMNS = 120;
const LANE_HEIGHT = 14;

/** Lanes that are shown at once; the menu has all threads. */
const MOST_LANES = 40;

/**
 * What a state says of a thread.
 *
 * @type {[string, RegExp][]}
 */
const KINDS = [
  ['blocked', /BLOCKED/],
  ['waiting', /SLEEP|PARK|WAIT/],
  ['running', /RUNNABLE|DEFAULT|^$/],
  ['other', /./],
];

/** One lane: a thread, or a pool of several; for each kind of state what it weighs in each column, and in the range that is shown. */
class Lane {
  constructor(name) {
    this.name = name;
    this.weight = 0;
    this.kinds = new Map();
    this.threads = new Map();
  }

  /** Whether it has any weight at any time. */
  get ran() {
    return [...this.kinds.values()].some(({ sums }) => sums.some((weight) => weight > 0));
  }

  add(kind, sums, inRange) {
    if (!this.kinds.has(kind)) this.kinds.set(kind, { sums: new Float64Array(COLUMNS), weight: 0 });
    const own = this.kinds.get(kind);
    sums.forEach((weight, column) => (own.sums[column] += weight));
    own.weight += inRange;
    this.weight += inRange;
  }
}

/** Pools by weight, each with its threads by weight; threads without a name are one lane that cannot be narrowed to. */
export function lanesOf(samples, range, mask = null) {
  const { threads, states, groups } = samples.info;
  const pools = new Map();
  const laneIn = (map, name) => map.get(name) ?? map.set(name, new Lane(name)).get(name);
  samples.byGroup(COLUMNS, range, mask).forEach(({ sums, inRange }, g) => {
    const [thread, state] = [threads[groups[g][0]], states[groups[g][1]]];
    const [kind] = KINDS.find(([, pattern]) => pattern.test(state));
    const pool = laneIn(pools, poolOf(thread));
    pool.add(kind, sums, inRange);
    laneIn(pool.threads, thread).add(kind, sums, inRange);
  });
  // Of one function only the lanes that it ran on are worth a place.
  if (mask) for (const map of [...pools.values()].map(({ threads: own }) => own).concat(pools)) for (const [name, lane] of map) if (!lane.ran) map.delete(name);
  const sorted = (map) => [...map.values()].sort((a, b) => b.weight - a.weight || (a.name < b.name ? -1 : 1));
  return sorted(pools).map((pool) => {
    const own = sorted(pool.threads);
    return own.length === 1 ? Object.assign(own[0], { threads: [] }) : Object.assign(pool, { threads: own });
  });
}

export class Lanes {
  constructor(viewer, page) {
    this.viewer = viewer;
    this.page = page;
    this.list = [];
    page.element('lanes-toggle').addEventListener('click', () => viewer.update({ lanes: !viewer.state.lanes }));
    page.onTheme(() => this.paint());
    viewer.onChange((before) => this.refresh(before));
  }

  async refresh(before) {
    const { viewer, page } = this;
    const { state, view } = viewer;
    const several = Boolean(view.samples && view.samples.groups.length > 1);
    const toggle = page.element('lanes-toggle');
    toggle.hidden = !several;
    toggle.setAttribute('aria-expanded', String(several && state.lanes));
    page.element('lanes').hidden = !several || !state.lanes;
    if (!several || !state.lanes) return;
    const mask = viewer.chosenNodes;
    if (mask === this.mask && !['event', 'thread', 'range', 'lanes'].some((name) => before[name] !== state[name])) return;
    const samples = await viewer.model.samples(viewer.viewIndex);
    if (viewer.view !== view || viewer.state !== state) return;
    this.mask = mask;
    this.show(lanesOf(samples, state.range, mask));
  }

  show(pools) {
    const { viewer, page } = this;
    const chosen = viewer.state.thread;
    const all = pools.reduce((sum, pool) => sum + pool.weight, 0);
    const open = (pool) => pool.name === chosen || pool.threads.some(({ name }) => name === chosen);
    const lanes = pools.flatMap((pool) => [pool, ...(open(pool) ? pool.threads.map((lane) => ({ ...lane, within: true })) : [])]);
    // The focus stays on the lane that was clicked, which is made anew.
    const focused = page.document.activeElement?.dataset?.lane;
    this.list = lanes.slice(0, MOST_LANES).map((lane) => ({ lane, row: this.row(lane, all, chosen) }));
    page.element('lanes').replaceChildren(...this.list.map(({ row }) => row.button), page.create('p', this.note(lanes)));
    if (focused !== undefined) this.list.find(({ lane }) => lane.name === focused)?.row.button.focus();
    this.paint();
  }

  note(lanes) {
    const more = lanes.length > MOST_LANES ? `${lanes.length - MOST_LANES} lighter lanes are left out; the menu has all threads. ` : '';
    const of = this.mask ? 'Only what the chosen function did. ' : '';
    return `${of}${more}Each lane is as high as what it weighed most in one place.`;
  }

  row(lane, all, chosen) {
    const { viewer, page } = this;
    const { unit } = viewer.view;
    const button = page.create('button', undefined, lane.within ? 'lane within' : 'lane');
    button.type = 'button';
    button.disabled = !lane.name;
    button.dataset.lane = lane.name;
    button.setAttribute('aria-pressed', String(lane.name !== '' && lane.name === chosen));
    const kinds = [...lane.kinds].sort(([, a], [, b]) => b.weight - a.weight).map(([kind, { weight }]) => [kind, weightText(weight, unit)]);
    const words = [visible(lane.name) || 'without a thread'];
    if (lane.threads.length > 1) words.push(`${lane.threads.length} threads`);
    words.push(shareText(all > 0 ? lane.weight / all : 0), ...kinds.map(([kind, text]) => (lane.kinds.size > 1 || kind !== 'running' ? `${kind} ${text}` : text)));
    const canvas = page.create('canvas');
    button.append(page.create('span', words.join(' · ')), canvas);
    button.addEventListener('click', () => viewer.update({ thread: lane.name === viewer.state.thread ? '' : lane.name }, { push: true }));
    return { button, canvas };
  }

  paint() {
    const colors = theme(this.viewer.theme);
    const ratio = window.devicePixelRatio || 1;
    for (const { lane, row } of this.list) {
      const width = row.canvas.clientWidth;
      row.canvas.width = Math.round(width * ratio);
      row.canvas.height = LANE_HEIGHT * ratio;
      const context = row.canvas.getContext('2d');
      context.scale(ratio, ratio);
      paintLane(context, colors, lane, width);
    }
  }
}

function paintLane(context, colors, lane, width) {
  const kinds = KINDS.map(([kind]) => kind).reverse().filter((kind) => lane.kinds.has(kind));
  const height = (column) => kinds.reduce((sum, kind) => sum + lane.kinds.get(kind).sums[column], 0);
  const most = Array.from({ length: COLUMNS }, (_, column) => height(column)).reduce((a, b) => Math.max(a, b), 0);
  if (!(most > 0)) return;
  const step = width / COLUMNS;
  for (let column = 0; column < COLUMNS; column++) {
    let bottom = LANE_HEIGHT;
    for (const kind of kinds) {
      const part = (LANE_HEIGHT * lane.kinds.get(kind).sums[column]) / most;
      context.fillStyle = colors.lanes[kind];
      context.fillRect(column * step, bottom - part, step, part);
      bottom -= part;
    }
  }
}
