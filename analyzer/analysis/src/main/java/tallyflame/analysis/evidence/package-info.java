/** Profiles from whatever the command line names: run directories, recordings, and the files of other profilers. */
package tallyflame.analysis.evidence;
