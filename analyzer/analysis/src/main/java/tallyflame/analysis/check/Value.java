package tallyflame.analysis.check;

/**
 * What a run says about a budget.
 *
 * @param value the estimate, NaN if there is none
 * @param low lower end of its 95 % interval, the value itself if it has no noise
 * @param high upper end
 * @param forks how many observations the interval rests on; 0 where more of them would not narrow it
 * @param missing why there is no value or no interval, empty if there is
 * @param gone whether there is no value because what the budget is of is no longer there
 * @param undecided why there is a value and no verdict, empty if there can be one
 */
record Value(double value, double low, double high, int forks, String missing, boolean gone, String undecided) {
    Value(double value, double low, double high, int forks, String missing) {
        this(value, low, high, forks, missing, false, "");
    }

    /** The same without a verdict. */
    Value undecided(String why) {
        return new Value(value, low, high, forks, missing, gone, why);
    }

    static Value exact(double value) {
        return new Value(value, value, value, 0, "");
    }

    static Value none(String why) {
        return new Value(Double.NaN, Double.NaN, Double.NaN, 0, why);
    }

    /** Of code that is no longer there. */
    static Value gone(String why) {
        return new Value(Double.NaN, Double.NaN, Double.NaN, 0, why, true, "");
    }

    boolean known() {
        return !Double.isNaN(value);
    }
}
