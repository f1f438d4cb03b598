package tallyflame.modules.features;

/** The features in the order of the output, with what they are measured in. */
enum Feature {
    MEAN("mag", "mean magnitude"),
    WEIGHTED_MEAN("mag", "mean weighted by 1/error^2"),
    STANDARD_DEVIATION("mag", "sample standard deviation"),
    MEDIAN("mag", "median"),
    AMPLITUDE("mag", "half of largest minus smallest"),
    BEYOND_1_STD("", "share of points more than one standard deviation from the mean"),
    CUSUM("", "range of the cumulative sum of normed deviations"),
    INTER_PERCENTILE_RANGE_10("mag", "90 % quantile minus 10 % quantile"),
    KURTOSIS("", "excess kurtosis"),
    LINEAR_TREND("mag/day", "slope of a straight line"),
    LINEAR_TREND_SIGMA("mag/day", "its error"),
    LINEAR_TREND_NOISE("mag", "scatter about it"),
    LINEAR_FIT_SLOPE("mag/day", "slope of a straight line weighted by 1/error^2"),
    LINEAR_FIT_SLOPE_SIGMA("mag/day", "its error"),
    LINEAR_FIT_REDUCED_CHI2("", "its reduced chi^2"),
    MAGNITUDE_PERCENTAGE_RATIO_40_5("", "(60 % - 40 %) over (95 % - 5 %) quantiles"),
    MAGNITUDE_PERCENTAGE_RATIO_20_10("", "(80 % - 20 %) over (90 % - 10 %) quantiles"),
    MAXIMUM_SLOPE("mag/day", "steepest change between neighbours"),
    MEDIAN_ABSOLUTE_DEVIATION("mag", "median distance from the median"),
    MEDIAN_BUFFER_RANGE_PERCENTAGE_10("", "share of points within a tenth of the amplitude of the median"),
    PERCENT_AMPLITUDE("mag", "largest distance from the median"),
    MEAN_VARIANCE("", "standard deviation over mean"),
    ANDERSON_DARLING_NORMAL("", "Anderson-Darling statistic against a normal distribution"),
    CHI2("", "reduced chi^2 of a constant"),
    SKEW("", "skewness"),
    STETSON_K("", "Stetson's K");

    private final String unit;
    private final String description;

    Feature(String unit, String description) {
        this.unit = unit;
        this.description = description;
    }

    String unit() {
        return unit;
    }

    String description() {
        return description;
    }
}
