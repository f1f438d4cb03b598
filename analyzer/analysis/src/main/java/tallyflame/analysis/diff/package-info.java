/** Two versions of the same work held against each other: throughput, functions and lines. Prints nothing. */
package tallyflame.analysis.diff;
