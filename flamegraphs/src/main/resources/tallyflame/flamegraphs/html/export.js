/** The view as a picture: SVG that scales, PNG as on the screen. */
import { ROW, barScale, fit, narrowLook, paint, rowColumns } from './painter.js';

const CHAR = 6.9;

/** The one place where text is put into XML. */
export function escapeXml(text) {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

/** All rows of a scene as the text of an SVG file. */
export function toSvg(scene, title) {
  const height = scene.rows * ROW + 28;
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${Math.round(scene.width)}" height="${height}" font-family="monospace" font-size="11.5">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect width="100%" height="100%" fill="${scene.colors.background}"/>`,
    `<text x="4" y="18" fill="${scene.colors.text}" font-size="13">${escapeXml(title)}</text>`,
  ];
  for (const panel of scene.panels) svgPanel(parts, scene, panel);
  parts.push('</svg>');
  return parts.join('\n');
}

function svgPanel(parts, scene, panel) {
  const { layout, graph } = panel;
  for (let i = 0; i < layout.node.length; i++) {
    if (panel.skipRoot && layout.row[i] === 0) continue;
    const x = Math.max(0, layout.x[i]);
    const w = Math.min(scene.width, layout.x[i] + layout.w[i]) - x;
    if (w < 0.1) continue;
    const y = 28 + panel.contentRow(layout.row[i]) * ROW;
    if (layout.ranked && layout.row[i] > 0) {
      svgRow(parts, scene, panel, layout.node[i], y);
      continue;
    }
    const narrow = layout.node[i] < 0 ? narrowLook(scene, layout, i) : null;
    const forms = narrow ? [narrow.label] : scene.forms(graph, layout.node[i]);
    const look = narrow
      ? { ...narrow, alpha: 1 }
      : scene.look(panel, layout.node[i], layout.row[i] < layout.path.length - 1);
    const text = fit(forms, Math.floor((w - 8) / CHAR));
    parts.push(
      `<g><title>${escapeXml(forms[0])}</title><rect x="${x.toFixed(1)}" y="${y}" width="${w.toFixed(1)}" height="${ROW - 1}" fill="${look.fill}" fill-opacity="${look.alpha}"/>` +
        (text ? `<text x="${(x + 4).toFixed(1)}" y="${y + 13}" fill="${look.text}">${escapeXml(text)}</text>` : '') +
        '</g>',
    );
  }
}

/** A row of a list: its figure, its bar, its name. */
function svgRow(parts, scene, panel, node, y) {
  const { bar, barWidth, name } = rowColumns(scene.width, CHAR);
  const { text, share } = scene.figures(panel.graph, node);
  const length = share * barScale(scene, panel) * barWidth;
  const shown = fit(scene.forms(panel.graph, node), Math.floor((scene.width - name) / CHAR));
  parts.push(
    `<text x="${(bar - 4).toFixed(1)}" y="${y + 13}" text-anchor="end" fill="${scene.colors.text}">${escapeXml(text)}</text>` +
      `<rect x="${bar.toFixed(1)}" y="${y + 2}" width="${length.toFixed(1)}" height="${ROW - 5}" fill="${scene.look(panel, node, false).fill}"/>` +
      `<text x="${name.toFixed(1)}" y="${y + 13}" fill="${scene.colors.text}">${escapeXml(shown)}</text>`,
  );
}

function fileName(viewer, suffix) {
  const base = viewer.model.title.replace(/[^\w.-]+/g, '-').slice(0, 60) || 'flame-graph';
  return `${base}-${viewer.view.event}.${suffix}`;
}

export function exportSvg(viewer, page) {
  const text = toSvg(viewer.scene, `${viewer.model.title} – ${viewer.view.event}`);
  page.save(fileName(viewer, 'svg'), new Blob([text], { type: 'image/svg+xml' }));
}

/** Canvases end at 32 767 pixels in most browsers; what is below that line is cut. */
const MOST_PIXELS = 32000;

export function exportPng(viewer, page) {
  const canvas = page.create('canvas');
  const height = Math.min(viewer.scene.contentHeight, MOST_PIXELS / 2);
  canvas.width = viewer.width * 2;
  canvas.height = height * 2;
  const context = canvas.getContext('2d', { alpha: false });
  context.scale(2, 2);
  paint(context, { ...viewer.scene, height, scroll: 0, offset: 0, focus: null, hover: null });
  canvas.toBlob((blob) => page.save(fileName(viewer, 'png'), blob), 'image/png');
}
