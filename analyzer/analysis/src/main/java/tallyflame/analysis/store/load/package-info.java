/** Tables that a statement names and that are made for it alone, of events in recordings; the tables of the store are not made here. */
package tallyflame.analysis.store.load;
