/**
 * The store of a fleet: samples of any number of recordings as Parquet tables that merge by content, its manifests, and SQL on it. Knows
 * no recording format and prints nothing.
 */
package tallyflame.analysis.fleet;
