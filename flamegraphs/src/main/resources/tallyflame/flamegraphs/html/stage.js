/** The canvas: pointer, keys, scrolling. */
import { describe } from './details.js';
import { boxOf, hit, placeAt, top } from './painter.js';
import { pathTo } from './layout.js';

const DRAG = 4;

export class Stage {
  constructor(viewer, page) {
    this.viewer = viewer;
    this.page = page;
    const { stage } = page;
    stage.addEventListener('scroll', () => {
      viewer.scroll = stage.scrollTop;
      viewer.repaint();
    });
    stage.addEventListener('pointermove', (event) => this.move(event));
    stage.addEventListener('pointerleave', () => this.leave());
    stage.addEventListener('pointerdown', (event) => this.down(event));
    stage.addEventListener('pointerup', (event) => this.lift(event));
    stage.addEventListener('wheel', (event) => this.wheel(event), { passive: false });
    stage.addEventListener('keydown', (event) => this.key(event));
    stage.addEventListener('contextmenu', () => page.hideTooltip());
    viewer.onChange((before) => this.follow(before));
  }

  at(event) {
    const box = this.page.canvas.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  move(event) {
    const { viewer } = this;
    if (!viewer.scene) return;
    if (this.drag) {
      this.pan(event);
      return;
    }
    const { x, y } = this.at(event);
    const place = hit(viewer.scene, x, y);
    this.page.stage.classList.toggle('pointing', Boolean(place));
    if (!place) {
      this.leave();
      return;
    }
    if (!same(place, viewer.hover)) {
      viewer.hover = place;
      viewer.repaint();
      this.lines = describe(viewer, place);
      this.page.setDetail(this.lines);
    }
    this.page.showTooltip(this.lines, event.clientX, event.clientY);
  }

  leave() {
    this.page.hideTooltip();
    if (!this.viewer.hover) return;
    this.viewer.hover = null;
    this.page.setDetail(this.viewer.focus ? describe(this.viewer, this.viewer.focus) : []);
    this.viewer.repaint();
  }

  down(event) {
    if (event.button !== 0 || event.target !== this.page.canvas) return;
    this.drag = { x: event.clientX, y: event.clientY, scroll: this.page.stage.scrollTop, moved: false };
    this.page.canvas.setPointerCapture?.(event.pointerId);
  }

  pan(event) {
    const { drag, viewer } = this;
    const dx = event.clientX - drag.x;
    if (!drag.moved && Math.hypot(dx, event.clientY - drag.y) < DRAG) return;
    drag.moved = true;
    this.page.hideTooltip();
    this.page.stage.scrollTop = drag.scroll - (event.clientY - drag.y);
    if (viewer.state.span) this.shift((-dx + (drag.panned ?? 0)) / viewer.width);
    drag.panned = dx;
  }

  lift(event) {
    const { drag, viewer } = this;
    this.drag = null;
    if (!drag || drag.moved) return;
    const { x, y } = this.at(event);
    const place = hit(viewer.scene, x, y);
    if (!place) return;
    const label = place.node < 0 ? -1 : viewer.scene.panels[place.panel].graph.label(place.node);
    if (event.shiftKey && label >= 0) viewer.sandwich(viewer.keys[label]);
    else viewer.zoomTo(place);
  }

  wheel(event) {
    if (!event.ctrlKey && !event.metaKey) {
      this.page.hideTooltip();
      return;
    }
    event.preventDefault();
    this.stretch(Math.exp(event.deltaY * 0.002), this.at(event).x);
  }

  /** Makes the window show more (factor above 1) or less of the zoomed box, around a place. */
  stretch(factor, x) {
    const { viewer } = this;
    const left = x - x * factor;
    viewer.update({ span: viewer.spanOf(left, left + viewer.width * factor) });
  }

  /** Moves the window by a part of its width. */
  shift(share) {
    const { span } = this.viewer.state;
    if (!span) return;
    const size = span.to - span.from;
    const from = Math.min(1 - size, Math.max(0, span.from + share * size));
    this.viewer.update({ span: { from, to: from + size } });
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== this.page.stage) return;
    const { viewer } = this;
    const action = {
      ArrowUp: () => this.walk(0, -1),
      ArrowDown: () => this.walk(0, 1),
      ArrowLeft: () => this.walk(-1, 0),
      ArrowRight: () => this.walk(1, 0),
      Enter: () => viewer.focus && viewer.zoomTo(this.indexed(viewer.focus)),
      ' ': () => viewer.focus && viewer.zoomTo(this.indexed(viewer.focus)),
      Backspace: () => viewer.zoomOut(),
      Escape: () => viewer.reset(),
      '+': () => this.stretch(0.7, viewer.width / 2),
      '-': () => this.stretch(1 / 0.7, viewer.width / 2),
      ',': () => this.shift(-0.2),
      '.': () => this.shift(0.2),
    }[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  }

  indexed(place) {
    return { ...place, index: boxOf(this.viewer.scene, place)?.index ?? 0 };
  }

  /** Moves the focus to the next box in a direction of the screen. */
  walk(dx, dy) {
    const { viewer } = this;
    if (!viewer.focus) {
      const panel = viewer.scene.panels.length - 1;
      this.focusOn({ panel, node: viewer.zoomed[panel], above: -1 });
      return;
    }
    const box = boxOf(viewer.scene, viewer.focus);
    if (!box) {
      viewer.focus = null;
      this.walk(0, 0);
      return;
    }
    const next = this.neighbour(box, dx, dy);
    if (next) this.focusOn(next);
  }

  neighbour(box, dx, dy) {
    const { scene } = this.viewer;
    const panel = scene.panels[this.viewer.focus.panel];
    const row = panel.contentRow(panel.layout.row[box.index]) + dy;
    let best = null;
    for (let p = 0; p < scene.panels.length; p++) {
      const { layout } = scene.panels[p];
      for (let i = 0; i < layout.node.length; i++) {
        if (scene.panels[p].contentRow(layout.row[i]) !== row || (scene.panels[p].skipRoot && layout.row[i] === 0)) continue;
        const place = placeAt(layout, p, i);
        const left = layout.x[i];
        const right = left + layout.w[i];
        let distance;
        if (dx === 0) {
          const middle = box.x + Math.min(box.w, 4) / 2;
          const overlap = Math.min(right, box.x + box.w) - Math.max(left, box.x);
          if (overlap <= 0) continue;
          // Towards the leaves the widest box, which is the first; towards the root the only one there is.
          distance = left <= middle && middle < right ? 0 : 1 + left;
        } else {
          distance = dx > 0 ? left - (box.x + box.w - 0.01) : box.x - (right - 0.01);
          if (distance < 0) continue;
        }
        if (!best || distance < best.distance) best = { place, distance };
      }
    }
    return best?.place;
  }

  focusOn(place) {
    const { viewer, page } = this;
    viewer.setFocus(place);
    const lines = describe(viewer, place);
    page.setDetail(lines);
    page.say(lines.join(', '));
    this.bringIntoSight(place);
    viewer.repaint();
  }

  bringIntoSight(place) {
    const { viewer, page } = this;
    const box = boxOf(viewer.scene, place);
    if (!box) return;
    if (box.y < 0) page.stage.scrollTop += box.y;
    else if (box.y + viewer.scene.row > viewer.height) page.stage.scrollTop += box.y + viewer.scene.row - viewer.height;
  }

  /** Keeps the root or the zoomed box at the edge of the window after a change of what is shown. */
  follow(before) {
    const { viewer, page } = this;
    const { state, scene } = viewer;
    page.hideTooltip();
    const kept = ['zoom', 'zoomUp', 'mode', 'flame', 'event', 'key'].every((name) => before[name] === state[name]);
    if (kept) return;
    const last = scene.panels.length - 1;
    const panel = scene.panels[last];
    const y = top({ ...scene, scroll: 0 }, panel, panel.layout.path.length - 1);
    const start = state.mode === 'sandwich' ? y - viewer.height / 2 : y - 3 * viewer.scene.row;
    page.stage.scrollTop = panel.up ? y + 4 * viewer.scene.row - viewer.height : start;
    viewer.scroll = page.stage.scrollTop;
    viewer.repaint();
  }

  /** The stack of the box in focus or under the pointer, root first. */
  stack() {
    const { viewer } = this;
    const place = viewer.current();
    const graph = viewer.graphs[place.panel];
    const node = place.node < 0 ? place.above : place.node;
    const names = pathTo(graph.whole ?? graph, node)
      .filter((n) => graph.label(n) >= 0)
      .map((n) => viewer.nameOf(graph, n));
    return viewer.scene.panels[place.panel].up && viewer.state.mode !== 'stacks' ? names.reverse() : names;
  }
}

function same(a, b) {
  return a && b && a.index === b.index && a.panel === b.panel && a.node === b.node && a.above === b.above;
}
