/** Reports on runs and recordings: what is told of them, and the HTML pages that tell it. Prints nothing. */
package tallyflame.analysis.report;
