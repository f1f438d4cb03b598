/** What a change of a function or a line is, with the figures that decide it; computes nothing from samples. */
package tallyflame.analysis.diff.change;
