/** Budgets that a run must keep, and the reports that continuous integration reads. Prints nothing. */
package tallyflame.analysis.check;
