/** Reads what Column.java wrote: integers of variable length, low seven bits first. */
export class Bytes {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  /** A number that is not negative; exact up to 2^53. */
  unsigned() {
    let byte = this.bytes[this.at++];
    if (byte < 0x80) return byte;
    let value = byte & 0x7f;
    let scale = 128;
    do {
      if (this.at >= this.bytes.length) throw new RangeError('the page is cut off');
      byte = this.bytes[this.at++];
      value += (byte & 0x7f) * scale;
      scale *= 128;
    } while (byte >= 0x80);
    return value;
  }

  signed() {
    const value = this.unsigned();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  /** Fills an array with as many numbers as it holds. */
  column(out) {
    const { bytes } = this;
    let at = this.at;
    for (let i = 0; i < out.length; i++) {
      const byte = bytes[at];
      if (byte < 0x80) {
        out[i] = byte;
        at++;
      } else {
        this.at = at;
        out[i] = this.unsigned();
        at = this.at;
      }
    }
    this.at = at;
    return out;
  }

  /** Fills an array with numbers of which most are the usual one; RunColumn.java tells the format. */
  runs(out, usual) {
    const runs = this.column(new Int32Array(this.unsigned()));
    const others = this.column(new Float64Array(runs.length));
    if (usual !== 0) out.fill(usual);
    let at = 0;
    for (let i = 0; i < runs.length; i++) {
      at += runs[i];
      if (at >= out.length) throw new RangeError('more numbers than fit');
      out[at++] = others[i] >= usual ? others[i] + 1 : others[i];
    }
    return out;
  }

  /** Fills an array with numbers that were written as differences, of either sign. */
  deltas(out) {
    let value = 0;
    for (let i = 0; i < out.length; i++) {
      value += this.signed();
      out[i] = value;
    }
    return out;
  }

  text() {
    const length = this.unsigned();
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(this.bytes.subarray(this.at, this.at + length));
    this.at += length;
    return text;
  }
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Base64 without line ends to bytes. Faster than atob, which makes a string of every byte. */
export function decodeBase64(text) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const values = new Uint8Array(128);
  for (let i = 0; i < DIGITS.length; i++) values[DIGITS.charCodeAt(i)] = i;
  let length = text.length;
  while (length > 0 && text[length - 1] === '=') length--;
  const bytes = new Uint8Array(Math.floor((length * 3) / 4));
  let at = 0;
  for (let i = 0; i < length; i += 4) {
    const bits =
      (values[text.charCodeAt(i)] << 18) |
      (values[text.charCodeAt(i + 1)] << 12) |
      ((i + 2 < length ? values[text.charCodeAt(i + 2)] : 0) << 6) |
      (i + 3 < length ? values[text.charCodeAt(i + 3)] : 0);
    bytes[at++] = bits >> 16;
    if (at < bytes.length) bytes[at++] = bits >> 8;
    if (at < bytes.length) bytes[at++] = bits;
  }
  return bytes;
}

/** Undoes java.util.zip.Deflater without a header. */
export async function inflate(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
