/** Numbers for people. */

const PREFIXES = [
  [1e12, 'T'],
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
];
const BINARY = [
  [2 ** 40, 'TiB'],
  [2 ** 30, 'GiB'],
  [2 ** 20, 'MiB'],
  [2 ** 10, 'KiB'],
];

/** Three significant digits, never in scientific notation. */
export function digits(value) {
  if (value === 0) return '0';
  const decimals = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(decimals, 6));
}

export function countText(value) {
  return Math.round(value).toString().replace(/\B(?=(\d{3})+$)/g, ',');
}

function duration(nanos) {
  if (nanos === 0) return '0 s';
  if (nanos >= 3.6e12) return `${digits(nanos / 3.6e12)} h`;
  if (nanos >= 6e10) return `${digits(nanos / 6e10)} min`;
  if (nanos >= 1e9) return `${digits(nanos / 1e9)} s`;
  if (nanos >= 1e6) return `${digits(nanos / 1e6)} ms`;
  if (nanos >= 1e3) return `${digits(nanos / 1e3)} µs`;
  return `${digits(nanos)} ns`;
}

/** A weight with its unit. */
export function weightText(value, unit) {
  if (unit === 'ns') return duration(value);
  if (unit === 'bytes') {
    const [size, name] = BINARY.find(([size]) => value >= size) ?? [1, 'B'];
    return `${size === 1 ? Math.round(value) : digits(value / size)} ${name}`;
  }
  if (value < 1e5) return `${countText(value)} ${unit}`;
  const [size, name] = PREFIXES.find(([size]) => value >= size);
  return `${digits(value / size)} ${name} ${unit}`;
}

export function shareText(value) {
  if (!(value > 0)) return '0 %';
  const percent = 100 * value;
  if (percent < 0.01) return '< 0.01 %';
  return `${percent >= 99.95 ? percent.toFixed(0) : percent >= 10 ? percent.toFixed(1) : percent.toFixed(2)} %`;
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
