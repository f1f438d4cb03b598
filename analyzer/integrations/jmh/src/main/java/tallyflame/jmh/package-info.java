/** A profiler for JMH: its recordings and exact counts are of measured iterations only. Part of it runs in JMH's forks. */
package tallyflame.jmh;
