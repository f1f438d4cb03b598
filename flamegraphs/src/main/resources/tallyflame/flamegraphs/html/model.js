/** The profile in the page: parts of compressed data, each unpacked when it is first needed. */
import { Bytes, decodeBase64, inflate } from './bytes.js';
import { Change } from './change.js';
import { Heat } from './heat.js';
import { Names } from './names.js';
import { Samples } from './samples.js';
import { Tree } from './tree.js';

export class Model {
  /** @param partText gives the text of a part by its name */
  constructor(partText) {
    this.partText = partText;
    /** @type {any} */
    this.info = null;
    /** @type {any[]} */
    this.views = [];
    this.title = '';
    this.changes = new Map();
    this.heats = new Map();
    this.trees = new Map();
    this.sampleTables = new Map();
  }

  async open() {
    const bytes = await this.part('names');
    const info = JSON.parse(bytes.text());
    this.info = info;
    this.views = info.views;
    this.title = info.title;
    this.names = Names.decode(bytes);
    this.hits = null;
    if (info.hitScale !== undefined) {
      const read = (count) => bytes.column(new Float64Array(count)).map((value) => value - 1);
      this.hits = { labels: read(this.names.labelCount), functions: read(this.names.functionNames.length) };
    }
    return this;
  }

  async part(name) {
    const text = this.partText(name);
    if (text === null) throw new Error(`the page has no part ${name}`);
    return new Bytes(await inflate(decodeBase64(text)));
  }

  /** What is unpacked once, also where it is asked for again before it is there: its part is gone then. */
  once(unpacked, view, unpack) {
    if (!unpacked.has(view)) unpacked.set(view, unpack());
    return unpacked.get(view);
  }

  async tree(view) {
    return this.once(this.trees, view, async () =>
      Tree.decode(await this.part(`tree-${view}`), this.views[view], this.names.labelCount),
    );
  }

  /** Both sides of a differential graph, or null where the view is no such graph. */
  async change(view) {
    if (!this.views[view].diff) return null;
    return this.once(this.changes, view, async () => {
      const tree = await this.tree(view);
      return Change.decode(await this.part(`diff-${view}`), this.views[view], tree);
    });
  }

  /** The samples of a view, or null where the page has none. */
  async samples(view) {
    if (!this.views[view].samples) return null;
    return this.once(this.sampleTables, view, async () => {
      const tree = await this.tree(view);
      return Samples.decode(await this.part(`samples-${view}`), this.views[view], tree);
    });
  }

  /** Weight by cells of time of a view that has samples. */
  async heat(view) {
    return this.once(this.heats, view, async () => Heat.decode(await this.part(`heat-${view}`), this.views[view]));
  }
}
