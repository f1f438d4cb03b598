/** Draws boxes on a canvas. Only the rows in sight are drawn. */
import { css, fillOf, hex, mix } from './colors.js';
import { countText, shareText } from './format.js';

/** Height of a row, and of its text, where text has its usual size. */
export const ROW = 19;
const TEXT = 11.5;
const FAMILY = 'ui-monospace, "SF Mono", "JetBrains Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace';
const PADDING = 4;

/**
 * A stack of rows: up is a flame, down an icicle.
 * base: the row of the content at which the panel's row 0 stands.
 */
export class Panel {
  constructor(graph, layout, up, base, skipRoot = false) {
    this.graph = graph;
    this.layout = layout;
    this.up = up;
    this.base = base;
    this.skipRoot = skipRoot;
  }

  /** The content's row of a panel's row. */
  contentRow(row) {
    return this.up ? this.base - row : this.base + row;
  }
}

export function top(scene, panel, row) {
  return scene.offset + panel.contentRow(row) * scene.row - scene.scroll;
}

/** The longest form of a name that fits, cut where none does. */
export function fit(forms, chars) {
  for (const form of forms) if (form.length <= chars) return form;
  if (chars < 3) return '';
  // Not between the two halves of a character outside the basic plane.
  return `${forms[forms.length - 1].slice(0, chars - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

export function paint(context, scene) {
  const { colors, width, height } = scene;
  context.fillStyle = colors.background;
  context.fillRect(0, 0, width, height);
  context.font = `${TEXT * scene.textScale}px ${FAMILY}`;
  context.textBaseline = 'middle';
  context.direction = 'ltr';
  const charWidth = context.measureText('MMMMMMMMMM').width / 10;
  for (const panel of scene.panels) paintPanel(context, scene, panel, charWidth);
  outline(context, scene, scene.hover, colors.hover, 1);
  outline(context, scene, scene.focus, colors.focus, 2);
}

function paintPanel(context, scene, panel, charWidth) {
  const { layout } = panel;
  for (let i = 0; i < layout.node.length; i++) {
    const y = top(scene, panel, layout.row[i]);
    if (y + scene.row < 0 || y > scene.height || (panel.skipRoot && layout.row[i] === 0)) continue;
    const x = Math.max(0, layout.x[i]);
    const w = Math.min(scene.width, layout.x[i] + layout.w[i]) - x;
    if (layout.ranked && layout.row[i] > 0) paintRow(context, scene, panel, i, y, charWidth);
    else if (layout.node[i] < 0) paintNarrow(context, scene, narrowLook(scene, layout, i), x, y, w, charWidth);
    else paintBox(context, scene, panel, i, x, y, w, charWidth);
  }
}

/** The sum of narrow boxes: tinted by the share of it that matches what is searched for, but never so little that it cannot be seen. */
export function narrowLook({ colors, matches }, layout, i) {
  const count = `${countText(layout.restCount[i])} narrow`;
  if (!matches) return { fill: colors.narrow, line: colors.narrowLine, text: colors.text, label: count };
  const share = layout.restMatched[i] / layout.restWeight[i];
  if (share === 0) return { fill: colors.dimmed, line: colors.narrow, text: colors.dimmedText, label: count };
  const fill = mix(hex(colors.dimmed), hex(colors.match), 0.35 + 0.65 * share);
  const text = share > 0.5 ? colors.matchText : colors.text;
  return { fill: css(fill), line: colors.narrow, text, label: `${count}, ${shareText(share)} match` };
}

function paintNarrow(context, scene, look, x, y, w, charWidth) {
  if (w < 0.3) return;
  context.fillStyle = look.fill;
  context.fillRect(x, y, Math.max(w - 0.5, 0.5), scene.row - 1);
  context.strokeStyle = look.line;
  context.lineWidth = 0.6;
  context.beginPath();
  for (let at = x + 4; at < x + w - 1; at += 5) {
    context.moveTo(at, y + 1);
    context.lineTo(Math.max(x, at - 4), y + scene.row - 2);
  }
  context.stroke();
  const text = fit([look.label, look.label.replace(/,.*/, '')], Math.floor(w / charWidth) - 2);
  if (!text || text.endsWith('…')) return;
  context.fillStyle = look.fill;
  context.fillRect(x + PADDING - 2, y + 2, text.length * charWidth + 4, scene.row - 5);
  context.fillStyle = look.text;
  context.fillText(text, x + PADDING, y + scene.row / 2);
}

function paintBox(context, scene, panel, i, x, y, w, charWidth) {
  const { layout, graph } = panel;
  const look = scene.look(panel, layout.node[i], layout.row[i] < layout.path.length - 1);
  context.globalAlpha = look.alpha;
  context.fillStyle = look.fill;
  context.fillRect(x, y, w > 3 ? w - 1 : Math.max(w - 0.3, 0.4), scene.row - 1);
  context.globalAlpha = 1;
  const chars = Math.floor((w - 2 * PADDING) / charWidth);
  if (chars < 3) return;
  const text = fit(scene.forms(graph, layout.node[i]), chars);
  if (!text) return;
  context.fillStyle = look.text;
  context.fillText(text, x + PADDING, y + scene.row / 2, w - PADDING);
}

/** Where the parts of a row of a list begin: its figure ends where its bar begins, after which comes its name. */
export function rowColumns(width, charWidth) {
  const bar = PADDING + 10 * charWidth;
  const barWidth = Math.min(260, Math.max(40, width * 0.18));
  return { bar, barWidth, name: bar + barWidth + 2 * PADDING };
}

/** The bars of a list are relative to its widest one, with its interval. */
export function barScale(scene, { graph, layout }) {
  const { share, interval } = scene.figures(graph, layout.node[1]);
  return 1 / Math.max(share, interval?.[1] ?? 0);
}

function paintRow(context, scene, panel, i, y, charWidth) {
  const { graph, layout } = panel;
  const { colors, width, matches } = scene;
  const node = layout.node[i];
  const columns = rowColumns(width, charWidth);
  const { text, share, interval } = scene.figures(graph, node);
  const scale = barScale(scene, panel) * columns.barWidth;
  const middle = y + scene.row / 2;
  context.fillStyle = matches && !matches[graph.label(node)] ? colors.dimmedText : colors.text;
  context.textAlign = 'right';
  context.fillText(text, columns.bar - PADDING, middle);
  context.textAlign = 'left';
  const forms = scene.forms(graph, node);
  context.fillText(fit(forms, Math.floor((width - columns.name - PADDING) / charWidth)), columns.name, middle);
  context.fillStyle = scene.look(panel, node, false).fill;
  context.fillRect(columns.bar, y + 2, Math.max(share * scale, 0.5), scene.row - 5);
  if (!interval) return;
  context.strokeStyle = colors.text;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(columns.bar + interval[0] * scale, middle);
  context.lineTo(columns.bar + interval[1] * scale, middle);
  context.stroke();
}

/** Colours of a box of a profile: by type, or by whether it is searched for. */
export function typeLook(scene, names, label, onPath) {
  const { colors, matches } = scene;
  const alpha = onPath ? colors.path : 1;
  if (label < 0) return { fill: colors.root, text: colors.text, alpha };
  if (matches) {
    return matches[label]
      ? { fill: colors.match, text: colors.matchText, alpha: 1 }
      : { fill: colors.dimmed, text: colors.dimmedText, alpha: 1 };
  }
  return { fill: fillOf(colors, names.type(label), names.labelFunction[label]), text: colors.text, alpha };
}

function outline(context, scene, place, color, lineWidth) {
  const box = place && boxOf(scene, place);
  if (!box) return;
  context.strokeStyle = color;
  context.lineWidth = lineWidth;
  const inset = lineWidth / 2;
  context.strokeRect(box.x + inset, box.y + inset, Math.max(box.w - 1 - lineWidth, 1), scene.row - 1 - lineWidth);
}

/** Where a node is drawn, if it is. */
export function boxOf(scene, { panel, node, above, index }) {
  const { layout } = scene.panels[panel] ?? {};
  if (!layout) return null;
  // In the order of time a node has several boxes.
  const first = layout.timed && layout.node[index] === node ? index : 0;
  for (let i = first; i < layout.node.length; i++) {
    if (layout.node[i] === node && (node >= 0 || layout.above[i] === above)) {
      const x = Math.max(0, layout.x[i]);
      const right = Math.min(scene.width, layout.x[i] + layout.w[i]);
      return { x, y: top(scene, scene.panels[panel], layout.row[i]), w: right - x, index: i };
    }
  }
  return null;
}

/** How a box is spoken of: the panel, the node, and for the sum of narrow boxes what it sums. */
export function placeAt(layout, panel, index) {
  return {
    panel,
    node: layout.node[index],
    above: layout.above[index],
    restCount: layout.restCount[index],
    restWeight: layout.restWeight[index],
    restMatched: layout.restMatched[index],
    index,
  };
}

/** The box at a point of the window, or null. */
export function hit(scene, px, py) {
  const contentRow = Math.floor((py + scene.scroll - scene.offset) / scene.row);
  for (let p = scene.panels.length - 1; p >= 0; p--) {
    const { layout } = scene.panels[p];
    for (let i = 0; i < layout.node.length; i++) {
      if (scene.panels[p].contentRow(layout.row[i]) !== contentRow) continue;
      if (scene.panels[p].skipRoot && layout.row[i] === 0) continue;
      if (px >= layout.x[i] && px < layout.x[i] + layout.w[i]) {
        return placeAt(layout, p, i);
      }
    }
  }
  return null;
}
