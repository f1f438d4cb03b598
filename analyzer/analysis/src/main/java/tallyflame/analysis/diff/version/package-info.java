/** What is known about one version of the work: its runs, their samples, counts, throughput and source. */
package tallyflame.analysis.diff.version;
