/** Scores of JMH and exact counts of the same benchmarks; two versions of them. Prints nothing. */
package tallyflame.analysis.benchmarks;
