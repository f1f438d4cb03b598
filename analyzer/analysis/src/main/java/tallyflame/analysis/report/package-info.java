/** Reports on runs and recordings: what is said about them, and the HTML pages that say it. Prints nothing. */
package tallyflame.analysis.report;
