/** Instruments held against each other on the same work: overhead, agreement, reasons, verdict. Prints nothing. */
package tallyflame.analysis.compare;
