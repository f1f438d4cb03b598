/** How other tools write the names of frames, and what can be told from them. */
package tallyflame.flamegraphs.symbols;
