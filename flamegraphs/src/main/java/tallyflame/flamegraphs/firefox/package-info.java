/** The processed profile format of the Firefox Profiler (https://profiler.firefox.com). */
package tallyflame.flamegraphs.firefox;
