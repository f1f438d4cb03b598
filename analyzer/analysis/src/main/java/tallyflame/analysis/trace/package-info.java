/** Questions about trace files: times of functions and lines, raw and without the probes. Prints nothing. */
package tallyflame.analysis.trace;
