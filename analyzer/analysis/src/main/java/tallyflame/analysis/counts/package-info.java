/** Exact counts of a run's JVMs: their sum, their ledger, how forks differ, and whether they belong to the classes on the class path. Knows no samples. */
package tallyflame.analysis.counts;
