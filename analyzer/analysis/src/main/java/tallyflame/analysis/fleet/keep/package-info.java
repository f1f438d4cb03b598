/** The upkeep of a fleet's store: files that are merged, and days that are thinned. Prints nothing. */
package tallyflame.analysis.fleet.keep;
