/** What types of events recordings hold, and how many. */
package tallyflame.analysis.events;
