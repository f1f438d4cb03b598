// Reads a page with the viewer's own decoder and prints each of its graphs as collapsed stacks: the second opinion that
// tests hold the page against. Usage: node page-to-collapsed.mjs PAGE
import { readFileSync } from 'node:fs';
import { viewer } from './support.js';

const { Model } = await viewer('model');
const page = readFileSync(process.argv[2], 'utf8');
const part = (name) => new RegExp(`id="part-${name}">([^<]*)</script>`).exec(page)?.[1] ?? null;
const model = await new Model(part).open();
for (let view = 0; view < model.views.length; view++) {
  const tree = await model.tree(view);
  const samples = await model.samples(view);
  let sum = 0;
  for (const weight of samples?.weight ?? []) sum += weight;
  console.log(`# ${model.views[view].event} ${tree.weight[0]} ${samples ? sum : 'none'}`);
  const path = [];
  for (let n = 0; n < tree.size; n++) {
    let depth = 0;
    for (let up = n; up > 0; up = tree.parent[up]) depth++;
    path.length = Math.max(depth - 1, 0);
    if (n > 0) path.push(model.names.raw(tree.label[n]));
    if (tree.selfWeight[n] > 0) console.log(`${path.join(';') || '[no frames]'} ${tree.selfWeight[n]}`);
  }
}
