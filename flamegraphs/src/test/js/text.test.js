import assert from 'node:assert/strict';
import test from 'node:test';
import { viewer } from './support.js';

const { Bytes, decodeBase64 } = await viewer('bytes');
const format = await viewer('format');
const { START, fromFragment, toFragment } = await viewer('link');
const { visible } = await viewer('names');
const { fit } = await viewer('painter');
const { clockText, ticks } = await viewer('clock');
const { escapeXml } = await viewer('export');
const { pattern } = await viewer('search');

test('varints of every length', () => {
  const bytes = new Bytes(Uint8Array.of(0, 127, 0x80, 1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f, 3));
  assert.deepEqual([bytes.unsigned(), bytes.unsigned(), bytes.unsigned(), bytes.unsigned(), bytes.signed()], [0, 127, 128, 2 ** 53 - 1, -2]);
  assert.throws(() => new Bytes(Uint8Array.of(0x80)).unsigned(), RangeError);
});

test('base64 of every length modulo 3', () => {
  for (let length = 0; length < 70; length++) {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 89 + length) & 255);
    assert.deepEqual(decodeBase64(Buffer.from(bytes).toString('base64')), bytes);
  }
});

test('weights, shares and intervals for people', () => {
  assert.equal(format.weightText(1_234_567_890, 'ns'), '1.23 s');
  assert.equal(format.weightText(90e9, 'ns'), '90.0 s');
  assert.equal(format.weightText(1536, 'bytes'), '1.50 KiB');
  assert.equal(format.weightText(1234, 'samples'), '1,234 samples');
  assert.equal(format.shareText(0.12345), '12.3 %');
  assert.equal(format.shareText(0.00001), '0.00 %');
  assert.equal(format.shareText(1), '100.0 %');
});

test('marks of time are at round times of the clock', () => {
  const start = Date.UTC(2023, 10, 14, 22, 13, 20);
  assert.deepEqual(ticks(start, 60_000, 5).map(({ at, text }) => [at, text]), [
    [10_000, '22:13:30'], [25_000, '22:13:45'], [40_000, '22:14:00'], [55_000, '22:14:15'],
  ]);
  assert.deepEqual(ticks(start, 60_000, 2).map(({ text }) => text), ['22:13:30', '22:14:00']);
  assert.deepEqual(ticks(start + 7, 100, 4).map(({ at, text }) => [at, text]), [
    [43, '22:13:20.05'], [93, '22:13:20.10'],
  ]);
  assert.deepEqual(ticks(0, 3 * 3_600_000, 3).map(({ text }) => text), ['00:00:00', '01:00:00', '02:00:00']);
  assert.equal(ticks(start, 100 * 86_400_000, 10).length, 10);
  assert.equal(clockText(start, 1_234, 1), '22:13:21.234');
});

test('the Wilson interval of Newcombe 1998, table I: 15 of 148 is 0.0624 to 0.1605', () => {
  const [low, high] = format.wilson(15, 148);
  assert.equal(low.toFixed(4), '0.0624');
  assert.equal(high.toFixed(4), '0.1605');
  assert.equal(format.wilson(0, 20)[0], 0);
});

test('a state survives its link, and a damaged link is no problem', () => {
  const state = {
    ...START, event: 'wall', mode: 'sandwich', flame: true, lines: true, collapse: 'all', table: false,
    search: 'a|b&c=#d', thread: 'worker 1', state: 'STATE_RUNNABLE', range: [3000, 17500], key: 1234,
    zoom: [1, 35, 36], zoomUp: [7], span: { from: 0.25, to: 0.5 }, side: 'after',
  };
  assert.deepEqual(fromFragment(`#${toFragment(state)}`), state);
  assert.equal(toFragment(START), '');
  assert.deepEqual(fromFragment('#m=nothing&w=9-9&k=-4&z=..!.&x=2-1&d=<b>'), { ...START });
});

test('characters that hide or reorder text are shown by their number', () => {
  assert.equal(visible('a\u202eb\u0000c\ufeff'), 'a\\u202eb\\u0000c\\ufeff');
  assert.equal(visible('naïve 日本 😀'), 'naïve 日本 😀');
  assert.equal(visible('x\ud800y'), 'x\\ud800y');
});

test('the longest name that fits is shown', () => {
  const forms = ['org.example.Type.method', 'Type.method', 'method'];
  assert.equal(fit(forms, 30), 'org.example.Type.method');
  assert.equal(fit(forms, 12), 'Type.method');
  assert.equal(fit(forms, 4), 'met…');
  assert.equal(fit(forms, 2), '');
});

test('text in SVG cannot become markup', () => {
  assert.equal(escapeXml(`<a href="x">&'`), '&#60;a href=&#34;x&#34;&#62;&#38;&#39;');
});

test('patterns ignore case', () => {
  assert.ok(pattern('^hash').test('HashMap'));
  assert.ok(pattern('a[').test('xa[y'));
});
