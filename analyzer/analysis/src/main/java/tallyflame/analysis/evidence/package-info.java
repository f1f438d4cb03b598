/**
 * What a command line names, opened: the JVMs of run directories and recordings with their samples, counts and traces, and the files
 * of other profilers. No other package looks for samples, counts or traces, or chooses among passes and forks. Prints nothing.
 */
package tallyflame.analysis.evidence;
