/** Which outcome of a branch is the one that the source calls true: what compilers do with conditions, and no counts. */
package tallyflame.analysis.outcomes;
