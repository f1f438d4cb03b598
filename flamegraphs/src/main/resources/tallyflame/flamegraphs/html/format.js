/** Numbers for people, in the words that Quantity.java has for the terminal and for tables; a test compares the two. */

const BYTES = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

function grouped(text) {
  return text.replace(/^(-?\d+)/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ','));
}

/** Three digits, or whole where it is larger. */
function three(value) {
  return grouped(value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0));
}

export function countText(value) {
  return grouped(String(Math.round(value)));
}

function duration(nanos) {
  if (nanos >= 1e9) return `${three(nanos / 1e9)} s`;
  if (nanos >= 1e6) return `${three(nanos / 1e6)} ms`;
  if (nanos >= 1e3) return `${three(nanos / 1e3)} µs`;
  return `${Number.isInteger(nanos) ? nanos : three(nanos)} ns`;
}

function bytes(value) {
  let size = value;
  let unit = 0;
  while (size >= 1024 && unit + 1 < BYTES.length) {
    size /= 1024;
    unit++;
  }
  return `${unit === 0 ? Math.round(size) : three(size)} ${BYTES[unit]}`;
}

/** A weight with its unit; below 0 with its sign. */
export function weightText(value, unit) {
  if (value < 0) return `-${weightText(-value, unit)}`;
  if (unit === 'ns') return duration(value);
  return unit === 'bytes' ? bytes(value) : `${countText(value)} ${unit}`;
}

/** A share in percent, with a second decimal under 1 %; of nothing it is 0. */
export function shareText(value) {
  const share = Number.isFinite(value) ? value : 0;
  const text = (100 * share).toFixed(share !== 0 && Math.abs(share) < 0.00995 ? 2 : 1);
  return `${text.replace(/^-(?=[0.]+$)/, '')} %`;
}

/** 95 % Wilson score interval of k among n (Wilson 1927). */
export function wilson(k, n) {
  if (!(n > 0)) return [0, 1];
  const z = 1.959963984540054;
  const p = k / n;
  const centre = p + (z * z) / (2 * n);
  const spread = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  const scale = 1 + (z * z) / n;
  return [Math.max(0, (centre - spread) / scale), Math.min(1, (centre + spread) / scale)];
}

export function intervalText(k, n) {
  const [low, high] = wilson(k, n);
  return `${shareText(low)} - ${shareText(high)}`;
}
