/** The instruments a JVM is started under: async-profiler, flight recordings and the counting agent, as JVM options. */
package tallyflame.runner.instruments;
