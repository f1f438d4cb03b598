/** What is said about a box: in the tooltip, on the status line, to screen readers. */
import { clockText } from './clock.js';
import { countText, intervalText, shareText, weightText } from './format.js';
import { FRAME_TYPES } from './names.js';
import { rangeOfBox } from './order.js';
import { poolOf, statesOf, threadsOf } from './samples.js';

/** Lines of text, the name first. */
export function describe(viewer, place) {
  const { panel, node } = place;
  const { graph } = viewer.scene.panels[panel];
  const { unit } = viewer.view;
  if (node < 0) return describeNarrow(viewer, graph, place);
  const label = graph.label(node);
  const lines = [viewer.nameOf(graph, node)];
  if (viewer.order && node > 0) lines.push(atTime(viewer, place));
  if (viewer.change) return [...lines, ...viewer.change.describe(graph.sides(node)), ...wrappedIn(viewer, graph, node)];
  const weight = graph.weight(node);
  const samples = graph.samples(node);
  const all = viewer.tree.weight[0];
  const up = graph.parent(node);
  const ownWeight = viewer.state.mode === 'callers' && up === graph.root;
  lines.push(`${ownWeight ? 'self' : 'total'} ${weightText(weight, unit)} · ${shareText(weight / all)} of all`);
  if (viewer.tree.samples[0] > 0 && label >= 0) {
    const interval = viewer.view.intervals ? ` · 95 % interval ${intervalText(samples, viewer.tree.samples[0])}` : '';
    lines.push(`${countText(samples)} samples${interval}`);
  }
  if (up >= 0 && !ownWeight && graph.weight(up) > 0) {
    lines.push(`${shareText(weight / graph.weight(up))} of its parent box`);
  }
  if (viewer.state.mode === 'stacks' || (viewer.state.mode === 'sandwich' && panel === 1)) {
    lines.push(`self ${weightText(graph.selfWeight(node), unit)} · ${shareText(graph.selfWeight(node) / all)}`);
  }
  if (label >= 0) lines.push(...declared(viewer, label), FRAME_TYPES[viewer.model.names.type(label)], ...hits(viewer, label));
  return lines;
}

/** When a box in the order of time began, and how long it went on, as finely as the steps of time are. */
function atTime({ scene, view }, { panel, index }) {
  const [from, to] = rangeOfBox(scene.panels[panel].layout, index, view.samples);
  const { startMillis, bucketMillis } = view.samples;
  return `for about ${weightText((to - from) * 1e6, 'ns')} from ${clockText(startMillis, from, 1)}${startMillis > 0 ? ' UTC' : ''} (steps of ${weightText(bucketMillis * 1e6, 'ns')})`;
}

/** What of a difference has no box of its own because it does nothing but call this. */
function wrappedIn(viewer, graph, node) {
  const names = graph.wrappers?.(node).map((n) => viewer.nameOf(graph, n)) ?? [];
  return names.length === 0 ? [] : [`called through ${names.length === 1 ? names[0] : `${names.length} functions, the last ${names.at(-1)}`}`];
}

function describeNarrow(viewer, graph, place) {
  const matching = viewer.matches ? [`${shareText(place.restMatched / place.restWeight)} of them match`] : [];
  return [
    `${countText(place.restCount)} boxes narrower than a pixel, below ${viewer.nameOf(graph, place.above)}`,
    `${shareText(place.restWeight / viewer.tree.weight[0])} of all`,
    ...matching,
    'zoom in to see them one by one',
  ];
}

/** Where a lambda or an anonymous class is declared, whose name is only a number. */
function declared(viewer, label) {
  const place = viewer.model.info.places[viewer.model.names.labelFunction[label]];
  return place ? [`declared at ${place}`] : [];
}

/** Exact counts where the page has them: entries of a function, or hits of a line. Time per hit is that of the whole function, over all callers. */
function hits(viewer, label) {
  const counted = viewer.model.hits;
  if (!counted) return [];
  const hits = viewer.state.lines ? counted.labels[label] : counted.functions[viewer.model.names.labelFunction[label]];
  if (hits < 0) return [];
  const lines = [`${countText(hits)} hits`];
  const total = viewer.functionTotal(label) * viewer.model.info.hitScale;
  if (hits > 0 && viewer.view.unit === 'ns') lines.push(`${weightText(total / hits, 'ns')} per hit, callees included`);
  return lines;
}

/** Why there is nothing to see; empty where there is something. */
export function emptyWords({ view, tree, state, change }) {
  if (tree.weight[0] > 0) return '';
  if (change && state.side) return `Nothing of ${view.event} in this version.`;
  if (view.total > 0 && !view.samples) return `This page does not have threads, states and times of ${view.event}, which are asked for.`;
  if (view.total === 0) {
    const samples = tree.samples[0];
    return samples > 0 ? `${countText(samples)} samples of ${view.event}, none of which weighs anything.` : `No samples of ${view.event} were recorded.`;
  }
  const parts = [`No samples of ${view.event}`];
  if (state.thread) parts.push(` of thread ${state.thread}`);
  if (state.state) parts.push(` in state ${state.state}`);
  if (state.range) parts.push(' within this time');
  return `${parts.join('')}.${lacking(view.samples, state)}`;
}

/** What of a filter the event does not have at all. */
function lacking(info, { thread, state }) {
  const parts = [];
  if (thread && !threadsOf(info).named.some((name) => name === thread || poolOf(name) === thread)) parts.push(' That thread has none at any time.');
  const states = statesOf(info).named;
  if (state && states.length === 0) parts.push(' Its samples have no states.');
  else if (state && !states.includes(state)) parts.push(' None are in that state at any time.');
  return parts.join('');
}
