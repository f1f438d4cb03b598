/** Instruments compared on the same work: overhead, agreement, reasons, verdict. Prints nothing. */
package tallyflame.analysis.compare;
