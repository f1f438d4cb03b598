/** Reads runs and recordings and answers questions about them; the command line below it is the composition root. */
package tallyflame.analyzer;
