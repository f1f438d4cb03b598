/** The page's elements. The only place that writes text into the document, and it writes text only. */
import { countText, intervalText, shareText, weightText } from './format.js';
import { theme } from './colors.js';
import { emptyWords } from './details.js';
import { FRAME_TYPES, visible } from './names.js';

/** Below these pixels controls collapse: a telephone, or a window at 200 %. */
const NARROW = 760;
const FLAT = 560;

/** From these pixels on the table of functions is beside the graph unless the reader closes it. */
const WIDE = 1500;

/** Pixels of usual text. */
const USUAL_TEXT = 13;

export class Page {
  constructor(document) {
    this.document = document;
    /** @type {any} */
    this.viewer = null;
    this.root = this.element('flame');
    this.stage = this.element('stage');
    this.canvas = this.element('canvas');
    this.context = this.canvas.getContext('2d', { alpha: false });
  }

  /**
   * An element of the page.
   *
   * @returns {any} of the kind that the page has it of
   */
  element(id) {
    return this.document.getElementById(id);
  }

  /** The text of a data part, or null; it is removed from the document, which frees it. */
  part(name) {
    const holder = this.element(`part-${name}`);
    if (!holder) return null;
    const text = holder.textContent;
    holder.remove();
    return text;
  }

  /** Whether a fragment names an element of the document. */
  isPlace(fragment) {
    return fragment.length > 1 && Boolean(this.element(fragment.slice(1)));
  }

  /** @returns {any} */
  create(name, text = undefined, className = undefined) {
    const element = this.document.createElement(name);
    if (text !== undefined) element.textContent = text;
    if (className) element.className = className;
    return element;
  }

  options(id, pairs) {
    const select = this.element(id);
    select.replaceChildren(
      ...pairs.map(([value, text]) => {
        const option = this.create('option', visible(text));
        option.value = value;
        return option;
      }),
    );
  }

  setContentHeight(height) {
    this.element('content').style.height = `${height}px`;
  }

  /** Lets the controls collapse where there is little room. */
  fitControls() {
    const { clientWidth: width, clientHeight: height } = this.root;
    const { classList } = this.root;
    classList.toggle('compact', width < NARROW || height < FLAT);
    classList.toggle('narrow', width < NARROW);
  }

  /** Whether the window has room for graph and table. */
  get roomForTable() {
    return this.root.clientWidth >= WIDE * this.textScale;
  }

  /** Shows collapsed controls, or collapses them again. */
  showTools() {
    const open = this.root.classList.toggle('tools-open');
    this.element('tools-toggle').setAttribute('aria-expanded', String(open));
  }

  /** How much larger text is than usual. */
  get textScale() {
    return parseFloat(getComputedStyle(this.document.documentElement).fontSize) / USUAL_TEXT;
  }

  /** Fits the canvas to the window. */
  fitCanvas() {
    this.fitControls();
    const { clientWidth: width, clientHeight: height } = this.stage;
    const ratio = window.devicePixelRatio || 1;
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    this.canvas.style.width = `${width}px`;
    this.canvas.style.height = `${height}px`;
    this.context.setTransform(ratio, 0, 0, ratio, 0, 0);
    return { width, height, textScale: this.textScale };
  }

  showTooltip(lines, x, y) {
    const tooltip = this.element('tooltip');
    if (this.tooltipLines !== lines) {
      tooltip.replaceChildren(...lines.map((line) => this.create('div', line)));
      this.tooltipLines = lines;
    }
    tooltip.hidden = false;
    const { offsetWidth, offsetHeight } = tooltip;
    const left = Math.min(x + 14, window.innerWidth - offsetWidth - 8);
    const below = y + 18 + offsetHeight < window.innerHeight;
    tooltip.style.left = `${Math.max(8, left)}px`;
    tooltip.style.top = `${below ? y + 18 : Math.max(8, y - offsetHeight - 12)}px`;
  }

  hideTooltip() {
    this.element('tooltip').hidden = true;
  }

  setDetail(lines) {
    this.element('detail').textContent = lines.length > 0 ? lines.slice(0, 3).join('   ·   ') : '\u00a0';
  }

  say(text) {
    this.element('live').textContent = text;
  }

  /** Where keys are listened to: everywhere, unless the viewer is a part of a longer page. */
  get keyTarget() {
    return this.root.classList.contains('window') ? this.document : this.root;
  }

  setTheme(name) {
    this.document.documentElement.dataset.theme = name;
    this.viewer.theme = name;
    this.element('theme').textContent = name === 'dark' ? 'Light' : 'Dark';
    if (this.viewer.tree) this.legend();
    for (const listener of this.themeListeners ?? []) listener();
    if (this.viewer.scene) this.viewer.repaint();
  }

  onTheme(listener) {
    this.themeListeners = [...(this.themeListeners ?? []), listener];
  }

  legend() {
    const { viewer } = this;
    const colors = theme(viewer.theme);
    const entries = viewer.change
      ? viewer.change.legend(colors)
      : viewer.kinds().map((type) => [FRAME_TYPES[type], colors.fills[type]]);
    this.element('legend').replaceChildren(
      ...entries.map(([text, fill]) => {
        const item = this.create('li');
        const swatch = this.create('i');
        swatch.style.background = fill;
        item.append(swatch, text);
        return item;
      }),
    );
  }

  /** What is shown, in one line, and the share of what is searched for. */
  reflect(viewer) {
    const { view, tree, state } = viewer;
    const shown = tree.weight[0];
    const all = viewer.change ? shown : view.total;
    const parts = viewer.change ? [] : [`${view.event}: ${weightText(shown, view.unit)}`];
    if (!viewer.change && shown !== all) parts.push(`${shareText(shown / all)} of ${weightText(all, view.unit)}`);
    if (shown !== all && view.samples?.leastShare > 0) {
      parts.push(`boxes under ${shareText(view.samples.leastShare)} of everything count for their caller`);
    }
    if (!viewer.change && tree.samples[0] > 0 && view.unit !== 'samples') parts.push(`${countText(tree.samples[0])} samples`);
    if (viewer.change) parts.push(...viewer.change.summary());
    const narrow = viewer.scene.panels.reduce((sum, panel) => Math.max(sum, panel.layout.narrowWeight), 0);
    if (narrow > 0) parts.push(`${shareText(narrow / shown)} hatched: too narrow to draw one by one`);
    this.element('summary').textContent = parts.join(' · ');
    this.element('summary').title = parts.join('\n');
    this.legend();
    this.reflectSearch(viewer);
    this.reflectEmpty(viewer);
    this.stage.setAttribute('aria-label', `Flame graph of ${parts[0]}; ${state.mode}`);
  }

  /** The share that matches, or what became of the search. */
  reflectSearch({ view, tree, matched, searching, searchProblem }) {
    const output = this.element('matched');
    output.textContent = searching ? '…' : matched ? shareText(matched.weight / tree.weight[0]) : '';
    output.title = matched && view.intervals && tree.samples[0] > 0 ? `95 % interval ${intervalText(matched.samples, tree.samples[0])}` : '';
    output.classList.toggle('found', Boolean(matched && matched.weight > 0));
    const note = this.element('search-note');
    note.textContent = searchProblem;
    note.hidden = !searchProblem;
  }

  /** Words instead of an empty page. */
  reflectEmpty(viewer) {
    const words = emptyWords(viewer);
    this.element('empty').hidden = !words;
    this.element('empty-text').textContent = visible(words);
    this.element('empty-all').hidden = viewer.view.total === 0;
  }

  async copy(text, said) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = this.create('textarea', text);
      this.document.body.append(area);
      area.select();
      this.document.execCommand('copy');
      area.remove();
    }
    this.say(said);
    this.setDetail([said]);
  }

  /** Offers a file to be saved; nothing is sent anywhere. */
  save(name, blob) {
    const link = this.create('a');
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  problem(message) {
    const paragraph = this.create('p', message, 'problem');
    paragraph.setAttribute('role', 'alert');
    this.element('stage').replaceChildren(paragraph);
    this.element('summary').textContent = '';
  }
}
