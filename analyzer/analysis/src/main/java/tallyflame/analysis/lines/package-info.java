/** Joins exact counts with sampled time, line by line, and writes the result as table, CSV, JSON or LCOV; prints nothing. {@link tallyflame.analysis.lines.RunLines} is the way in. */
package tallyflame.analysis.lines;
