/** Throughput of modules against the time that a survey leaves them: text, charts, scaling; no running and no printing. */
package tallyflame.analysis.throughput;
