/**
 * The shell of every HTML page of this project: one self-contained file, which shows any name as text and never asks for
 * anything. Knows nothing of what the pages show.
 */
package tallyflame.flamegraphs.page;
