/** What NamesEncoder.java wrote: functions and labels, and how they are shown. */

export const FRAME_TYPES = ['interpreted', 'compiled', 'inlined', 'native', 'C++', 'kernel', 'compiled by C1', 'class'];

/** Marks that change how the text around them is read, control characters and lone surrogates are shown by their number. */
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** A name in which every character can be seen. */
export function visible(text) {
  return text.replace(UNSAFE, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

export class Names {
  constructor(classNames, functionNames, labelFunction, labelLine, labelType) {
    this.classNames = classNames;
    this.functionNames = functionNames;
    this.labelFunction = labelFunction;
    this.labelLine = labelLine;
    this.labelType = labelType;
    this.labelCount = labelFunction.length;
    this.cache = new Map();
    this.numberLines();
  }

  /** Gives each (function, line) a number, so that boxes which differ only in how their code ran can be put together. */
  numberLines() {
    const ids = new Map();
    this.labelPlace = new Int32Array(this.labelCount);
    for (let label = 0; label < this.labelCount; label++) {
      const place = this.labelFunction[label] * 0x200000 + this.labelLine[label];
      if (!ids.has(place)) ids.set(place, ids.size);
      this.labelPlace[label] = ids.get(place);
    }
    this.placeCount = ids.size;
  }

  static decode(bytes) {
    const lengths = bytes.column(new Int32Array(bytes.unsigned()));
    const all = bytes.text();
    const strings = [];
    let at = 0;
    for (const length of lengths) {
      strings.push(all.slice(at, at + length));
      at += length;
    }
    const count = bytes.unsigned();
    const classNames = Array.from(bytes.deltas(new Int32Array(count)), (i) => strings[i]);
    const functionNames = Array.from(bytes.deltas(new Int32Array(count)), (i) => strings[i]);
    const labels = bytes.unsigned();
    return new Names(
      classNames,
      functionNames,
      bytes.deltas(new Int32Array(labels)),
      bytes.column(new Int32Array(labels)),
      bytes.column(new Uint8Array(labels)),
    );
  }

  type(label) {
    return this.labelType[label];
  }

  /** pkg.Class.method, exactly as recorded. */
  raw(label) {
    return this.rawFunction(this.labelFunction[label]);
  }

  /** The same of a function by its number. */
  rawFunction(f) {
    return this.classNames[f] ? `${this.classNames[f]}.${this.functionNames[f]}` : this.functionNames[f];
  }

  /** The name to show, longest form first: pkg.Class.method, Class.method, method. */
  forms(label, lines) {
    const key = lines ? label + this.labelCount : label;
    let forms = this.cache.get(key);
    if (!forms) {
      const f = this.labelFunction[label];
      const line = lines && this.labelLine[label] > 0 ? `:${this.labelLine[label] - 1}` : '';
      const method = visible(this.functionNames[f]) + line;
      const owner = visible(this.classNames[f]);
      const simple = owner.slice(owner.lastIndexOf('.') + 1);
      forms = owner ? [`${owner}.${method}`, `${simple}.${method}`, method] : [method];
      this.cache.set(key, forms);
    }
    return forms;
  }

  full(label, lines) {
    return this.forms(label, lines)[0];
  }
}
