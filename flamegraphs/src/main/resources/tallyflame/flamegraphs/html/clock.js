/** The axis of time: where its marks are, and how they are written. */

const STEPS = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 1.5e4, 3e4, 6e4, 1.2e5, 3e5, 6e5, 9e5, 1.8e6, 3.6e6, 7.2e6, 1.44e7, 2.16e7,
  4.32e7, 8.64e7,
];

/** The time of day in UTC, or the time since the start where nobody knows that; as fine as a step asks for. */
export function clockText(startMillis, millis, step) {
  const date = new Date(startMillis + millis);
  const digits = step < 10 ? 3 : step < 100 ? 2 : step < 1000 ? 1 : 0;
  const text = date.toISOString().slice(11, 19);
  const fraction = digits > 0 ? `.${String(date.getUTCMilliseconds()).padStart(3, '0').slice(0, digits)}` : '';
  return step >= 6e4 && startMillis > 0 ? text.slice(0, 5) : text + fraction;
}

/** Marks at round times of the clock, as many as have room: their milliseconds since the start, and their texts. */
export function ticks(startMillis, spanMillis, most) {
  const step = STEPS.find((candidate) => spanMillis / candidate <= most) ?? STEPS.at(-1) * Math.ceil(spanMillis / STEPS.at(-1) / most);
  const marks = [];
  for (let at = Math.ceil(startMillis / step) * step - startMillis; at < spanMillis; at += step) {
    marks.push({ at, text: clockText(startMillis, at, step) });
  }
  return marks;
}
