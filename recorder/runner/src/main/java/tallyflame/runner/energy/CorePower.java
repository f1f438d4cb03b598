package tallyflame.runner.energy;

import java.util.List;

/**
 * Power of one core at full load, by the processor's name.
 *
 * @param watts thermal design power of the processor divided by its cores
 * @param low lower end of what is plausible
 * @param high upper end
 * @param known whether the processor is in the table
 */
record CorePower(double watts, double low, double high, boolean known) {
    private static final List<List<String>> TABLE = Tables.rows("core-power.csv");
    private static final String ANY = "*";
    /** Design power is a limit of heat: a loaded core takes about half to 1.3 times of it. */
    private static final double LEAST_SHARE = 0.5;

    private static final double MOST_SHARE = 1.3;
    /** Smallest and largest value of the table this default comes from. */
    private static final double LEAST_ANY = 3.8;

    private static final double MOST_ANY = 23.8;

    static CorePower of(String processor) {
        for (List<String> row : TABLE) {
            double watts = Double.parseDouble(row.get(1));
            if (row.get(0).equals(ANY)) {
                return new CorePower(watts, LEAST_ANY, MOST_ANY, false);
            }
            if (processor.contains(row.get(0))) {
                return new CorePower(watts, LEAST_SHARE * watts, MOST_SHARE * watts, true);
            }
        }
        throw new IllegalStateException("the table of core powers has no row for every other processor");
    }
}
