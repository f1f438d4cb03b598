/** The report's own moving parts: the table of functions and the charts over time. The flame graph has a script of its own. */
import { weightText } from './format.js';
import { reportTail } from './tail.js';

const FIRST_ROWS = 30;
const COLORS = {
  light: { lines: ['#0b57d0', '#d0680b', '#1a7f5a', '#8a3fa8', '#7a6a00', '#a3123c'], grid: '#e4e7eb', text: '#56606c', window: 'rgba(11, 87, 208, .07)', pause: 'rgba(200, 30, 30, .45)', safepoint: 'rgba(90, 100, 110, .35)' },
  dark: { lines: ['#8ab4f8', '#f0a35e', '#6fd0a8', '#cf9be6', '#d8c95a', '#ff8fab'], grid: '#2c323a', text: '#a3adb9', window: 'rgba(138, 180, 248, .10)', pause: 'rgba(255, 120, 120, .5)', safepoint: 'rgba(170, 180, 190, .35)' },
};

function element(name, text) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  return made;
}

function navigation() {
  const nav = document.getElementById('report-nav');
  for (const heading of document.querySelectorAll('h2[id^="report-"]')) {
    const link = element('a', heading.textContent);
    link.href = `#${heading.id}`;
    nav.append(link);
  }
  new ResizeObserver(() => document.documentElement.style.setProperty('--navigation', `${nav.offsetHeight}px`)).observe(nav);
}

/** Sorts by a click on a heading, filters by part of a name; shows the first rows until more are asked for. */
function functionTable() {
  const table = /** @type {?HTMLTableElement} */ (document.getElementById('report-function-table'));
  if (!table) return;
  let rows = [...table.tBodies[0].rows];
  const filter = /** @type {HTMLInputElement} */ (document.getElementById('report-filter'));
  const headings = [...table.tHead.rows[0].cells];
  const sort = { column: 0, descending: true };
  const more = element('button');
  more.type = 'button';
  more.className = 'plain no-print';
  more.addEventListener('click', () => {
    table.classList.add('all');
    more.hidden = true;
  });
  table.parentElement.after(more);

  function key(row) {
    const cell = row.cells[sort.column];
    return cell.dataset.value === undefined ? cell.textContent : Number(cell.dataset.value);
  }

  function fill() {
    const wanted = filter.value.toLowerCase();
    const shown = rows.filter((row) => row.cells[headings.length - 1].textContent.toLowerCase().includes(wanted));
    const sign = sort.descending ? -1 : 1;
    shown.sort((a, b) => sign * (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
    table.tBodies[0].replaceChildren(...shown);
    document.getElementById('report-shown').textContent = wanted ? `${shown.length} of ${rows.length}` : '';
    headings.forEach((heading, i) => {
      if (i === sort.column) heading.setAttribute('aria-sort', sort.descending ? 'descending' : 'ascending');
      else heading.removeAttribute('aria-sort');
    });
  }

  headings.forEach((heading, i) =>
    heading.querySelector('button').addEventListener('click', () => {
      sort.descending = sort.column === i ? !sort.descending : i < headings.length - 1;
      sort.column = i;
      fill();
    }),
  );
  filter.addEventListener('input', fill);

  function take() {
    rows = [...table.tBodies[0].rows];
    table.classList.remove('all');
    more.textContent = `Show all ${rows.length}`;
    more.hidden = rows.length <= FIRST_ROWS;
    fill();
  }

  take();
  followGraph(table, take);
}

/** Puts the functions of another event in the place of those shown, when the graph shows that event. */
function followGraph(table, take) {
  const words = document.getElementById('report-function-words');
  const rest = document.getElementById('report-function-more');
  const first = { words: [...words.childNodes], body: table.tBodies[0], rest: rest.textContent };
  first.rows = [...first.body.rows];
  const known = new Map();
  for (const { dataset, content } of /** @type {NodeListOf<HTMLTemplateElement>} */ (document.querySelectorAll('template[data-event]'))) {
    const [other, otherTable, otherRest] = content.children;
    const [body] = /** @type {HTMLTableElement} */ (otherTable).tBodies;
    known.set(dataset.event, { words: [...other.childNodes], body, rows: [...body.rows], rest: otherRest.textContent });
  }
  let shown = first;
  document.addEventListener('flame-event', (/** @type {CustomEvent} */ { detail }) => {
    const wanted = known.get(detail) ?? first;
    if (wanted === shown) return;
    shown = wanted;
    words.replaceChildren(...wanted.words);
    wanted.body.replaceChildren(...wanted.rows);
    table.tBodies[0].replaceWith(wanted.body);
    rest.textContent = wanted.rest;
    take();
    document.dispatchEvent(new Event('report-functions'));
  });
}

function themeName() {
  const { theme } = document.documentElement.dataset;
  return theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
}

async function partOf(name) {
  const part = document.getElementById(`part-${name}`);
  if (!part) return null;
  const bytes = Uint8Array.from(atob(part.textContent), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return JSON.parse(await new Response(stream).text());
}

/** Steps of an axis of bytes. */
const POWERS = Array.from({ length: 50 }, (_, i) => 2 ** i);

/** A value of a chart with its unit, which may be by second. */
function amount(value, unit) {
  if (value === null || value === undefined) return '';
  if (!unit.startsWith('bytes')) return `${+value.toPrecision(3)} ${unit}`;
  return weightText(value, 'bytes') + unit.slice('bytes'.length);
}

/** Tints ranges of time behind the lines: the measured windows, or pauses, each of which is a stroke at least. */
function tint(ranges, color, least) {
  return (plot) => {
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.fillStyle = color;
    for (const [from, to] of ranges) {
      const left = Math.max(bbox.left, plot.valToPos(from, 'x', true));
      const right = Math.min(bbox.left + bbox.width, plot.valToPos(to, 'x', true));
      if (right >= left) ctx.fillRect(left, bbox.top, Math.max(least, right - left), bbox.height);
    }
    ctx.restore();
  };
}

function draw(holder, data) {
  const colors = COLORS[themeName()];
  const width = holder.clientWidth;
  const sync = uPlot.sync('time');
  holder.replaceChildren();
  return data.charts.map((chart) => {
    const box = element('div');
    box.className = 'timechart';
    box.append(element('h3', chart.title));
    holder.append(box);
    const axis = { stroke: colors.text, grid: { stroke: colors.grid, width: 1 }, ticks: { stroke: colors.grid, width: 1 } };
    const options = {
      width,
      height: 150,
      cursor: { sync: { key: sync.key }, y: false },
      scales: { x: { time: false, range: (plot, from, to) => [Math.max(0, from), to] }, y: { range: (plot, from, to) => [0, (to || 1) * 1.05] } },
      axes: [
        { ...axis, values: (plot, ticks) => ticks.map((tick) => `${+tick.toFixed(3)} s`) },
        { ...axis, size: 86, incrs: chart.unit.startsWith('bytes') ? POWERS : undefined, values: (plot, ticks) => ticks.map((tick) => amount(tick, chart.unit)) },
      ],
      series: [
        { label: 'time', value: (plot, value) => (value === null ? '' : `${value.toFixed(1)} s`) },
        ...chart.names.map((name, i) => ({
          label: name,
          stroke: colors.lines[i % colors.lines.length],
          fill: chart.steps ? colors.window : undefined,
          width: 1.5,
          spanGaps: true,
          paths: chart.steps ? uPlot.paths.bars({ size: [0.9, 12, 2] }) : undefined,
          points: { show: !chart.steps && chart.data[0].length < 60 },
          value: (plot, value) => amount(value, chart.unit),
        })),
      ],
      hooks: { drawClear: [tint(data.windows, colors.window, 0), tint(data.safepoints, colors.safepoint, 1), tint(data.pauses, colors.pause, 1)] },
    };
    // All charts span the same time, so that what happened together stands one above the other.
    const plot = new uPlot(options, chart.data, box);
    plot.setScale('x', { min: 0, max: data.end || 1 });
    return plot;
  });
}

async function charts() {
  const data = await partOf('timeline');
  if (!data) return;
  const holder = document.getElementById('report-charts');
  let plots = draw(holder, data);
  const again = () => {
    plots.forEach((plot) => plot.destroy());
    plots = draw(holder, data);
  };
  new MutationObserver(again).observe(document.documentElement, { attributeFilter: ['data-theme'] });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', again);
  addEventListener('resize', () => plots.forEach((plot) => plot.setSize({ width: holder.clientWidth, height: 150 })));
}

navigation();
functionTable();
async function tail() {
  const data = await partOf('tail');
  if (data) reportTail(data, element);
}

Promise.all([charts(), tail()]).then(() => {
  document.documentElement.dataset.report = 'ready';
});
