/** Count files: what the agent writes and reports read; the identity of a class file, and what selects classes. */
package tallyflame.counts;
