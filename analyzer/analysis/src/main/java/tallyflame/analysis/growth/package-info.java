/** How exact counts grow with the size of the input. Prints nothing. */
package tallyflame.analysis.growth;
