/** Tables of numbers and their text, CSV and JSON forms; no reading of recordings and no printing. */
package tallyflame.analysis.table;
