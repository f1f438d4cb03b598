/** The files of counts and traces on disk: what the agent writes and reports read; what the numbers mean is said elsewhere. */
package tallyflame.counts.file;
