/** Where DuckDB's driver comes from in an installation that does not carry it; not how it is used. */
package tallyflame.analysis.store.driver;
