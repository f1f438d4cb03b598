/** Questions to a fleet's store, each a statement of SQL and what statistics make of its rows, with hosts as the units that differ. */
package tallyflame.analysis.fleet.ask;
