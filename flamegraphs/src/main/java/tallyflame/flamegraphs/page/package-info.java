/**
 * The shell of every HTML page of this project: one file that needs nothing else, shows any name as text and asks nobody for
 * anything. Knows nothing of what the pages show.
 */
package tallyflame.flamegraphs.page;
