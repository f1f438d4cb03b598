/** Finds in the second version what the first had: lines that moved, methods and classes that were renamed. */
package tallyflame.analysis.diff.match;
