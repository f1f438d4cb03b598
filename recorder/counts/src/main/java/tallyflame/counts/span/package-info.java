/** What spans counted: raw counters as the agent writes them, and the hits of lines and branches that follow from them. */
package tallyflame.counts.span;
