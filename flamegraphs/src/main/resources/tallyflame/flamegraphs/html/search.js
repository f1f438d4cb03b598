/** Search by regular expression over function names. It runs in a worker, since an expression may take for ever. */

/** How long one search may take, in milliseconds from when the worker begins with it. */
export const SEARCH_LIMIT = 2000;

/** A regular expression that ignores case; text that is not one is searched for as it stands. */
export function pattern(text) {
  try {
    return new RegExp(text, 'iu');
  } catch {
    return new RegExp(text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'), 'iu');
  }
}

/** For each name whether it matches. */
export function matchNames(names, text) {
  const expression = pattern(text);
  return Uint8Array.from(names, (name) => (expression.test(name) ? 1 : 0));
}

/** What the worker does: it takes the names once, then answers each search. Knows only the two functions above. */
function serveSearches() {
  let names = [];
  self.onmessage = ({ data }) => {
    if (data.names) {
      names = data.names;
      return;
    }
    self.postMessage('begun');
    self.postMessage(matchNames(names, data.text));
  };
}

const WORKER = `'use strict';\n${[pattern, matchNames, serveSearches].join('\n')}\nserveSearches();`;

/** Asks a worker, and ends it when it takes too long. */
export class Searcher {
  /** @param names gives the names of all functions, when they are first needed */
  constructor(names) {
    this.names = names;
    this.worker = null;
    this.running = null;
    this.waiting = null;
  }

  /**
   * For each function whether it matches, as {found}, or why that is not known, as {problem}; null if another search was
   * asked for before this one had begun.
   */
  find(text) {
    return new Promise((resolve) => {
      this.waiting?.resolve(null);
      this.waiting = { text, resolve };
      if (!this.running) this.next();
    });
  }

  next() {
    this.running = this.waiting;
    this.waiting = null;
    if (!this.running) return;
    try {
      this.worker ??= this.open();
      this.worker.postMessage({ text: this.running.text });
    } catch (problem) {
      this.done({ problem: `search needs a worker, which this browser refuses: ${problem.message}` });
    }
  }

  open() {
    const worker = new Worker(URL.createObjectURL(new Blob([WORKER], { type: 'text/javascript' })));
    worker.onmessage = ({ data }) => (data === 'begun' ? this.begun() : this.done({ found: data }));
    worker.onerror = (event) => this.stop(`search failed: ${event.message ?? 'its worker did not start'}`);
    worker.postMessage({ names: this.names() });
    return worker;
  }

  begun() {
    this.timer = setTimeout(() => this.stop(`search stopped after ${SEARCH_LIMIT / 1000} s: this expression is too slow`), SEARCH_LIMIT);
  }

  stop(problem) {
    this.worker.terminate();
    this.worker = null;
    this.done({ problem });
  }

  done(answer) {
    clearTimeout(this.timer);
    const { resolve } = this.running;
    this.running = null;
    resolve(answer);
    this.next();
  }
}

/** Weight and samples of the stacks in which a label matches; each stack once. */
export function matched(tree, matches) {
  let weight = 0;
  let samples = 0;
  for (let n = 1; n < tree.size; ) {
    if (matches[tree.label[n]]) {
      weight += tree.weight[n];
      samples += tree.samples[n];
      n = tree.end[n];
    } else {
      n++;
    }
  }
  return { weight, samples };
}

/** Where in a tree labels match, for boxes that are put together from many nodes. */
export class Marks {
  constructor(tree, matches) {
    this.tree = tree;
    this.matches = matches;
  }

  /** For each node the weight of its stacks in which it, or what it calls, matches. */
  get below() {
    if (!this.weights) {
      const { size, label, parent, weight } = this.tree;
      this.weights = new Float64Array(size);
      for (let n = size - 1; n > 0; n--) {
        if (this.matches[label[n]]) this.weights[n] = weight[n];
        this.weights[parent[n]] += this.weights[n];
      }
    }
    return this.weights;
  }

  /** For each node whether it, or one of its callers, matches. */
  get above() {
    if (!this.flags) {
      const { size, label, parent } = this.tree;
      this.flags = new Uint8Array(size);
      for (let n = 1; n < size; n++) this.flags[n] = this.matches[label[n]] | this.flags[parent[n]];
    }
    return this.flags;
  }
}
