/** Trace files: times of methods and lines that the agent writes and reports read. */
package tallyflame.counts.times;
