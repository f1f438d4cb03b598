package tallyflame.analysis.diff.change;

import tallyflame.runs.Interval;

/**
 * A function or line that perhaps takes another time: its difference is a discovery at a false discovery rate of 5 %, and none at
 * the 2 % that a verdict asks for. Component names are keys of the JSON document.
 *
 * @param name {@code pkg.Class.method}, of a line with a colon and its number (of a loop its first)
 * @param difference of own times, in the unit of {@link FunctionChange#before}, with its 95 % interval
 */
public record Suspect(String name, Interval difference) {}
