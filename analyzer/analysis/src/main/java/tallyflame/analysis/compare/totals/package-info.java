/** What was sampled of a module's work, against what is exactly known of it. */
package tallyflame.analysis.compare.totals;
