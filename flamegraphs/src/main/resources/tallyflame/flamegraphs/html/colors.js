/**
 * Fills by how the code ran, after the palette of Okabe and Ito (2008), which people with any of the common colour vision
 * deficiencies can tell apart; tinted for text. The order is that of FrameType.java.
 */
const LIGHT = ['#d3cfe2', '#98d4bd', '#abd7f3', '#e4b3d0', '#f4cd82', '#f0a782', '#ece394', '#c9d3c0'];
const DARK = ['#57536b', '#276f5b', '#2f6690', '#854a6d', '#8f611a', '#98481f', '#77701f', '#566050'];

const THEMES = {
  light: {
    fills: LIGHT,
    text: '#14181d',
    root: '#dfe3e8',
    path: 0.55,
    background: '#ffffff',
    dimmed: '#eceef1',
    dimmedText: '#6a7380',
    match: '#5b3fc4',
    matchText: '#ffffff',
    narrow: '#c3c9d1',
    narrowLine: '#8b95a1',
    focus: '#0b57d0',
    hover: '#14181d',
    bar: '#8fb4d9',
    barOut: '#d5dbe2',
    heat: '#b3400a',
    lanes: { running: '#98d4bd', waiting: '#c9c4dc', blocked: '#f0a782', other: '#ece394' },
    axis: '#56606c',
    marks: { 'GC pause': '#c3272b', safepoint: '#6a7380', other: '#5b3fc4' },
    less: [108, 172, 232],
    more: [240, 150, 84],
    same: [224, 227, 231],
  },
  dark: {
    fills: DARK,
    text: '#f3f5f7',
    root: '#3a414a',
    path: 0.55,
    background: '#15181c',
    dimmed: '#23282e',
    dimmedText: '#8c96a3',
    match: '#b79cff',
    matchText: '#15181c',
    narrow: '#343a42',
    narrowLine: '#6b7682',
    focus: '#8ab4f8',
    hover: '#ffffff',
    bar: '#4f7fae',
    barOut: '#2c333b',
    heat: '#ffb066',
    lanes: { running: '#2f8a70', waiting: '#7a749e', blocked: '#b3541c', other: '#77701f' },
    axis: '#a3adb9',
    marks: { 'GC pause': '#ff7b7b', safepoint: '#a3adb9', other: '#b79cff' },
    less: [30, 108, 180],
    more: [186, 84, 20],
    same: [58, 64, 72],
  },
};

/** Several shades of each fill, so that neighbours of one type can be told apart. */
const SHADES = 4;

/** The parts of a colour that is written #rrggbb. */
export function hex(color) {
  return [1, 3, 5].map((i) => parseInt(color.slice(i, i + 2), 16));
}

export function mix(a, b, share) {
  return a.map((value, i) => Math.round(value + (b[i] - value) * share));
}

export function css([r, g, b]) {
  return `rgb(${r},${g},${b})`;
}

export function theme(name) {
  const found = THEMES[name];
  if (!found.shades) {
    const towards = name === 'light' ? [255, 255, 255] : [0, 0, 0];
    found.shades = found.fills.map((fill) =>
      Array.from({ length: SHADES }, (_, i) => css(mix(hex(fill), towards, i * 0.09))),
    );
  }
  return found;
}

/** The fill of a box: by its type, the shade by its function. */
export function fillOf(colors, type, id) {
  return colors.shades[type][(Math.imul(id, 0x9e3779b1) >>> 20) % SHADES];
}
