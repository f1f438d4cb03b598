/** Joins exact counts with sampled time, line by line; prints nothing. {@link tallyflame.analysis.lines.RunLines} is the way in. */
package tallyflame.analysis.lines;
