/** How often verdicts are wrong on runs of the same code, and how often they find what was planted. */
package tallyflame.analysis.verdicts;
