/** Two versions of the same work compared: throughput, functions and lines. Prints nothing. */
package tallyflame.analysis.diff;
