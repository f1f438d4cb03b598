/** Statistics on counts and measurements; pure functions of numbers. */
package tallyflame.analysis.statistics;
