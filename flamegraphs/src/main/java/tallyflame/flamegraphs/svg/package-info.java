/** Flame graphs as SVG pictures, for documents and wikis. */
package tallyflame.flamegraphs.svg;
