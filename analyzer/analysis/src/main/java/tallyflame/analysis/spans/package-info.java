/** Time ranges that a program, a profiler or the JVM named: which there are, how long they take and why, and samples within them. */
package tallyflame.analysis.spans;
