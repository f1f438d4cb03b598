/**
 * The store: what a run holds, as Parquet tables, and SQL on the tables of many runs by an embedded DuckDB. Reads no
 * recording by itself and prints nothing.
 */
package tallyflame.analyzer.store;
