/** Why the slow spans of a name are slow: what they did more, what took longer, what they waited for. Reads spans and counts, and prints nothing. */
package tallyflame.analysis.explain;
