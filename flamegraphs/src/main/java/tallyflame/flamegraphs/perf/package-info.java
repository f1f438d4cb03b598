/** Stacks recorded by Linux perf, as {@code perf script} prints them. */
package tallyflame.flamegraphs.perf;
