/** Recordings into a fleet's store: which chunks are new, their samples by content, and batches of files. Prints nothing. */
package tallyflame.analysis.fleet.add;
