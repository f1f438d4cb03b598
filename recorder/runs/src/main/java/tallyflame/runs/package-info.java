/** The run directory: the records behind {@code run.json} and {@code timing.json}, their writer and their reader. */
package tallyflame.runs;
