/** Joins exact counts with sampled time, line by line, and writes the result as table, CSV, JSON or LCOV; finds no files and prints nothing. */
package tallyflame.analyzer.lines;
