/** The state of the page in its address, so that a view can be sent. Unknown or damaged parts are left out. */

const TEXTS = { event: 'e', mode: 'm', search: 'q', thread: 't', state: 's', collapse: 'c' };
const PATHS = { zoom: 'z', zoomUp: 'y' };
const FLAGS = { flame: 'up', lines: 'l', wrappers: 'o', lanes: 'n' };

/** @typedef {[number, number]} Range */

/**
 * @typedef {object} State
 * @property {string} event
 * @property {string} mode
 * @property {boolean} flame
 * @property {boolean} lines
 * @property {string} collapse
 * @property {?boolean} table
 * @property {string} search
 * @property {string} thread
 * @property {boolean} lanes
 * @property {string} state
 * @property {?Range} range
 * @property {?(Range | 'rest')} against
 * @property {number} key
 * @property {number[]} zoom
 * @property {number[]} zoomUp
 * @property {?{from: number, to: number}} span
 * @property {string} side
 * @property {boolean} wrappers
 */

/** @type {Readonly<State>} */
export const START = Object.freeze({
  event: '',
  mode: 'stacks',
  flame: false,
  lines: false,
  collapse: '',
  /** Whether the reader wants the table of functions; null where they have not said. */
  table: null,
  search: '',
  /** A thread, or the name that the threads of a pool have in common. */
  thread: '',
  /** Whether lanes of threads are shown. */
  lanes: false,
  state: '',
  /** From and to, in milliseconds since the first sample of any event. */
  range: null,
  /** What the range is compared with: the rest of the time, or another range; nothing where it only narrows. */
  against: null,
  key: -1,
  zoom: [],
  zoomUp: [],
  span: null,
  side: '',
  /** Whether a difference shows functions that do nothing but call one other. */
  wrappers: false,
});

export function toFragment(state) {
  const parts = new URLSearchParams();
  for (const [name, short] of Object.entries(TEXTS)) if (state[name] !== START[name]) parts.set(short, state[name]);
  for (const [name, short] of Object.entries(FLAGS)) if (state[name]) parts.set(short, '1');
  if (state.table !== null) parts.set('f', state.table ? '1' : '0');
  if (state.range) parts.set('w', state.range.join('-'));
  if (state.range && state.against) parts.set('v', state.against === 'rest' ? 'rest' : state.against.join('-'));
  if (state.key >= 0) parts.set('k', state.key.toString(36));
  for (const [name, short] of Object.entries(PATHS)) {
    if (state[name].length > 0) parts.set(short, state[name].map((key) => key.toString(36)).join('.'));
  }
  if (state.span) parts.set('x', `${state.span.from.toPrecision(6)}-${state.span.to.toPrecision(6)}`);
  if (state.side) parts.set('d', state.side);
  return parts.toString();
}

/** @returns {State} */
export function fromFragment(fragment) {
  const parts = new URLSearchParams(fragment.replace(/^#/, ''));
  /** @type {State} */
  const state = { ...START };
  for (const [name, short] of Object.entries(TEXTS)) if (parts.has(short)) state[name] = parts.get(short);
  for (const [name, short] of Object.entries(FLAGS)) state[name] = parts.get(short) === '1';
  if (['0', '1'].includes(parts.get('f'))) state.table = parts.get('f') === '1';
  if (!['stacks', 'callers', 'sandwich', 'order'].includes(state.mode)) state.mode = 'stacks';
  // Older links know one way to fold recursion.
  if (state.collapse === '1') state.collapse = 'direct';
  if (!['direct', 'all'].includes(state.collapse)) state.collapse = '';
  state.range = rangeOf(parts.get('w'));
  if (state.range) state.against = parts.get('v') === 'rest' ? 'rest' : rangeOf(parts.get('v'));
  const key = parseInt(parts.get('k') ?? '', 36);
  if (key >= 0) state.key = key;
  if (state.key < 0 && state.mode === 'sandwich') state.mode = 'stacks';
  for (const [name, short] of Object.entries(PATHS)) {
    const keys = (parts.get(short) ?? '').split('.').filter(Boolean);
    state[name] = keys.map((text) => parseInt(text, 36)).filter((number) => number >= 0);
  }
  const span = /^([\d.e-]+?)-([\d.]+)$/.exec(parts.get('x') ?? '');
  if (span && Number(span[1]) >= 0 && Number(span[1]) < Number(span[2]) && Number(span[2]) <= 1) {
    state.span = { from: Number(span[1]), to: Number(span[2]) };
  }
  if (['before', 'after'].includes(parts.get('d'))) state.side = parts.get('d');
  return state;
}

/**
 * From and to of a range of milliseconds, or null.
 *
 * @returns {?Range}
 */
function rangeOf(text) {
  const found = /^(\d+)-(\d+)$/.exec(text ?? '');
  return found && Number(found[1]) < Number(found[2]) ? [Number(found[1]), Number(found[2])] : null;
}
