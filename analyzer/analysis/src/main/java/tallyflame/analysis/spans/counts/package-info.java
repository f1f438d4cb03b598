/** What spans counted: hits of lines and outcomes of branches, span by span and in sums; nothing of recordings. */
package tallyflame.analysis.spans.counts;
