/** What types of events recordings hold; their values are for those who ask for them. */
package tallyflame.analysis.events;
