/**
 * The store: what a run holds, as Parquet tables, and SQL on the tables of many runs by an embedded DuckDB. Knows no recording
 * format and prints nothing.
 */
package tallyflame.analysis.store;
