/** Starts the page. */
import { Chosen } from './chosen.js';
import { Controls } from './controls.js';
import { Page } from './dom.js';
import { fromFragment } from './link.js';
import { Lanes } from './lanes.js';
import { Model } from './model.js';
import { Stage } from './stage.js';
import { Source } from './source.js';
import { FunctionTable } from './table.js';
import { Timeline } from './timeline.js';
import { Viewer } from './viewer.js';
import { visible } from './names.js';

async function start(page) {
  const model = await new Model((name) => page.part(name)).open();
  const viewer = new Viewer(model, page);
  page.viewer = viewer;
  page.element('title').textContent = visible(model.title);
  page.element('help-ledger').textContent = model.info.notes.map(visible).join('\n');
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  page.setTheme(dark.matches ? 'dark' : 'light');
  dark.addEventListener('change', () => page.setTheme(dark.matches ? 'dark' : 'light'));
  const stage = new Stage(viewer, page);
  const controls = new Controls(viewer, stage, page);
  const timeline = new Timeline(viewer, page);
  const lanes = new Lanes(viewer, page);
  new Chosen(viewer, page);
  const table = new FunctionTable(viewer, page);
  controls.useSource(new Source(viewer, stage, page));
  const state = fromFragment(location.hash);
  // The strip of time takes its place before the first picture, so that nothing jumps.
  const view = model.views.find((candidate) => candidate.event === state.event) ?? model.views[0];
  page.element('timeline').hidden = !(view.samples?.buckets > 1);
  page.element('functions').hidden = !(state.table ?? (page.roomForTable || state.mode === 'sandwich'));
  viewer.resize(page.fitCanvas());
  await viewer.update(state);
  performance.mark('first-picture');
  // At the next frame: what is laid out anew may change the size that is being observed.
  // On paper the picture of the screen is scaled: a new one would not be painted in time.
  const paper = window.matchMedia('print');
  const refit = () => {
    if (paper.matches) return;
    viewer.resize(page.fitCanvas());
    timeline.paint();
    lanes.paint();
  };
  const observer = new ResizeObserver(() => requestAnimationFrame(refit));
  observer.observe(page.stage);
  observer.observe(page.root);
  // A link to another part of a longer page is no view of the graph.
  window.addEventListener('popstate', () => !page.isPlace(location.hash) && viewer.update(fromFragment(location.hash)));
  page.document.documentElement.dataset.ready = 'true';
  return { controls, table };
}

/** A message instead of an empty page, when the page is damaged or the browser too old. */
export async function main() {
  const page = new Page(document);
  try {
    await start(page);
  } catch (problem) {
    const old = typeof DecompressionStream === 'undefined';
    page.problem(old ? 'This browser is too old for this page: it has no DecompressionStream.' : `This page is damaged: ${problem.message}`);
    throw problem;
  }
}

if (typeof document !== 'undefined') main();
