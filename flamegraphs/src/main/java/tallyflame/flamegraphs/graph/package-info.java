/** What a graph draws: stacks folded to functions, children widest first, in preorder columns. Knows no file format. */
package tallyflame.flamegraphs.graph;
