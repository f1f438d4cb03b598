/** Flame graphs for a terminal: plain text, one box a line. */
package tallyflame.flamegraphs.text;
