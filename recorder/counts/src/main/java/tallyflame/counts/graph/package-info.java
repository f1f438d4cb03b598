/** Flow graphs of instrumented methods and Kirchhoff's law on them: what the instrumenter draws up and the reader solves; no bytecode here. */
package tallyflame.counts.graph;
