/** Trees for the tests, as stacks written 'a;b;c 3'. */
import { pathToFileURL } from 'node:url';

export const viewer = (name) => import(pathToFileURL(`${process.env.VIEWER}/${name}.js`).href);

const { Tree } = await viewer('tree');
const { Names } = await viewer('names');

/** A tree in preorder and its names; each sample weighs 10. */
export function treeOf(stacks, { types = {} } = {}) {
  const names = [];
  const root = { label: -1, children: [], self: 0 };
  for (const line of stacks) {
    const at = line.lastIndexOf(' ');
    let node = root;
    for (const name of line.slice(0, at).split(';')) {
      if (!names.includes(name)) names.push(name);
      const label = names.indexOf(name);
      let child = node.children.find((candidate) => candidate.label === label);
      if (!child) node.children.push((child = { label, children: [], self: 0 }));
      node = child;
    }
    node.self += Number(line.slice(at + 1));
  }
  const flat = [];
  const visit = (node, parent) => {
    const n = flat.length;
    flat.push({ node, parent });
    for (const child of node.children) visit(child, n);
    flat[n].end = flat.length;
  };
  visit(root, -1);
  const tree = new Tree(flat.length);
  flat.forEach(({ node, parent, end }, n) => {
    tree.label[n] = node.label;
    tree.parent[n] = parent;
    tree.end[n] = end;
    tree.selfSamples[n] = node.self;
    tree.selfWeight[n] = node.self * 10;
  });
  tree.allSamples = tree.selfSamples;
  tree.allWeight = tree.selfWeight;
  tree.sum();
  const owner = (name) => (name.includes('.') ? name.slice(0, name.lastIndexOf('.')) : '');
  const labels = Int32Array.from(names.keys());
  return {
    tree,
    names: new Names(
      names.map(owner),
      names.map((name) => name.slice(name.lastIndexOf('.') + 1)),
      labels,
      new Int32Array(names.length),
      Uint8Array.from(names, (name) => types[name] ?? 1),
    ),
    id: (name) => names.indexOf(name),
  };
}
