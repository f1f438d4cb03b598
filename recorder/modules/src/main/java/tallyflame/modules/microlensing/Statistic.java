package tallyflame.modules.microlensing;

/** The statistics in the order of the output, by the names of the reference. */
enum Statistic {
    ABOVE1("above1", "points above median + 1 sd"),
    ABOVE3("above3", "points above median + 3 sd"),
    ABOVE5("above5", "points above median + 5 sd"),
    ABS_ENERGY("abs_energy", "sum of squares"),
    ABS_SUM_CHANGES("abs_sum_changes", "sum of the sizes of all changes"),
    AMPLITUDE("amplitude", "98 % minus 2 % quantile of the flux"),
    AUTO_CORR("auto_corr", "autocorrelation of neighbours"),
    BELOW1("below1", "points below median - 1 sd"),
    BELOW3("below3", "points below median - 3 sd"),
    BELOW5("below5", "points below median - 5 sd"),
    C3("c3", "mean product of three neighbours"),
    CHECK_FOR_DUPLICATE("check_for_duplicate", "1 if a value occurs twice"),
    CHECK_FOR_MAX_DUPLICATE("check_for_max_duplicate", "1 if the maximum occurs twice"),
    CHECK_FOR_MIN_DUPLICATE("check_for_min_duplicate", "1 if the minimum occurs twice"),
    CHECK_MAX_LAST_LOC("check_max_last_loc", "place of the last maximum, 1: the end"),
    CHECK_MIN_LAST_LOC("check_min_last_loc", "place of the last minimum, 1: the end"),
    COMPLEXITY("complexity", "root of the sum of squared changes of normed values"),
    CON("con", "runs of three points 3 sd below the median"),
    CON2("con2", "runs of three points 2 sd below the median"),
    COUNT_ABOVE("count_above", "points above the mean"),
    COUNT_BELOW("count_below", "points below the mean"),
    FIRST_LOC_MAX("first_loc_max", "place of the first maximum, 0: the beginning"),
    FIRST_LOC_MIN("first_loc_min", "place of the first minimum, 0: the beginning"),
    INTEGRATE("integrate", "area by trapezoids of width 1"),
    KURTOSIS("kurtosis", "excess kurtosis about the median"),
    LONGEST_STRIKE_ABOVE("longest_strike_above", "longest run above the mean"),
    LONGEST_STRIKE_BELOW("longest_strike_below", "longest run below the mean"),
    MEAN_ABS_CHANGE("mean_abs_change", "mean size of a change"),
    MEAN_CHANGE("mean_change", "mean change"),
    MEAN_SECOND_DERIVATIVE("mean_second_derivative", "mean second difference"),
    MEDIAN_ABS_DEV("medianAbsDev", "median distance from the median"),
    MEDIAN_BUFFER_RANGE("median_buffer_range", "share within a tenth of the amplitude of the median"),
    MEDIAN_BUFFER_RANGE2("median_buffer_range2", "share a fifth of the amplitude below the median"),
    PEAK_DETECTION("peak_detection", "number of peaks"),
    RATIO_RECURRING_POINTS("ratio_recurring_points", "share of the values that occur more than once"),
    ROOT_MEAN_SQUARED("root_mean_squared", "size of the median (the reference's definition)"),
    SAMPLE_ENTROPY("sample_entropy", "sample entropy of length 2"),
    SHANNON_ENTROPY("shannon_entropy", "Shannon entropy"),
    SKEWNESS("skewness", "skewness about the median"),
    STD("std", "standard deviation"),
    STD_OVER_MEAN("std_over_mean", "standard deviation over median"),
    STET_J("stetJ", "Stetson's J"),
    STET_K("stetK", "Stetson's K"),
    STET_L("stetL", "Stetson's L"),
    SUM_VALUES("sum_values", "sum"),
    TIME_REVERSAL_ASYMMETRY("time_reversal_asymmetry", "time reversal asymmetry"),
    VON_NEUMANN_RATIO("vonNeumannRatio", "von Neumann ratio");

    private final String title;
    private final String description;

    Statistic(String title, String description) {
        this.title = title;
        this.description = description;
    }

    String title() {
        return title;
    }

    String description() {
        return description;
    }
}
