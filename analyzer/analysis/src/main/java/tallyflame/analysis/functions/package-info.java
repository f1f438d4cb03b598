/** Questions about folded profiles: functions with their weights. Knows no file format and prints nothing. */
package tallyflame.analysis.functions;
