/** What a fork measures time and load by: its JVM's counters, its threads' own time, the machine's load. Knows nothing of alerts. */
package tallyflame.runner.fork.clocks;
