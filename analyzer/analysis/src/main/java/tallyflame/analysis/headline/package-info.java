/** The answer in one line: what a colleague would say of a run, by rules, each with the evidence that it needs. */
package tallyflame.analysis.headline;
