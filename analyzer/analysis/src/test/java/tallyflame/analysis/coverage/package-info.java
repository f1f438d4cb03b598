/** Programs that know their own truth, and how often the intervals of recordings of them hold it. */
package tallyflame.analysis.coverage;
