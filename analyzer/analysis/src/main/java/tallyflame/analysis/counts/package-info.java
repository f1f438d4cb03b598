/** Exact counts of a run's JVMs: their sum, their ledger, how forks differ, and whether they are of the classes at hand. Knows no samples. */
package tallyflame.analysis.counts;
