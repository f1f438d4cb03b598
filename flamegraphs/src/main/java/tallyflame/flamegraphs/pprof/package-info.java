/** Google's pprof format: a gzipped protocol buffer, written and read without a library because only few fields matter. */
package tallyflame.flamegraphs.pprof;
