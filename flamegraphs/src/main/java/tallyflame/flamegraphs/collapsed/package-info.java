/** Collapsed stacks, the text format that every flame graph tool reads: one stack a line, root first, then its weight. */
package tallyflame.flamegraphs.collapsed;
