package tallyflame.modules.fasttransient;

import java.util.Arrays;

/**
 * Samples of the rate of one alert in magnitudes a day, and what is made of them. The samples are kept as ratios of
 * fluxes; the rate is a monotonic function of those, so that quantiles are found among the ratios and only moments need
 * the logarithm of all. Used by one thread at a time; about 40 kB for 1000 samples.
 */
final class RateSamples {
    /** What a flux of zero is replaced by: the distance of 1 to the next double. */
    static final double TINY = Math.ulp(1.0);

    private static final double MAGNITUDES = -2.5 / Math.log(10);
    private static final double TAIL_SHARE = 0.05;
    /** The tails beyond so many standard deviations nearly always hold more than a twentieth of the samples. */
    private static final double TAIL_SIGMAS = 1.4;

    /** The same for the lower tail of ratios to a uniform number, whose logarithms are distributed exponentially. */
    private static final double UNIFORM_LOW_SIGMAS = 0.9;

    private final MeasurementDraws draws;
    private final int smallestCurrent;
    private final int smallestLast;
    private final double[] inverseUniform;
    private final double[] ratios;
    private final double[] low;
    private final double[] high;

    private double mean;
    private double deviation;
    private double lower;
    private double upper;

    RateSamples(MeasurementDraws draws) {
        this.draws = draws;
        smallestCurrent = MeasurementDraws.smallest(draws.current());
        smallestLast = MeasurementDraws.smallest(draws.last());
        inverseUniform = Arrays.stream(draws.uniform()).map(u -> 1 / u).toArray();
        ratios = new double[draws.samples()];
        low = new double[draws.samples()];
        high = new double[draws.samples()];
    }

    /** The lowest sample of a current flux; the shift is the size of the lowest of all that share it. */
    double lowestCurrent(Flux current) {
        return current.lowest(draws.current()[smallestCurrent]);
    }

    /** The lowest sample of a flux before. */
    double lowestLast(Flux last) {
        return last.lowest(draws.last()[smallestLast]);
    }

    /** Samples the change from a measured flux. */
    void fromDetection(Flux current, double currentShift, Flux last, double lastShift, double days) {
        double[] currentNormals = draws.current();
        double[] lastNormals = draws.last();
        double above = current.value() + currentShift;
        double below = last.value() + lastShift;
        double aboveError = current.error();
        double belowError = last.error();
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = (above + aboveError * currentNormals[i]) / (below + belowError * lastNormals[i]);
        }
        // Only the lowest sample of all can be shifted to zero.
        double lowestAbove = lowestCurrent(current) + currentShift;
        double lowestBelow = lowestLast(last) + lastShift;
        if (lowestAbove == 0) {
            ratios[smallestCurrent] = TINY / (below + belowError * lastNormals[smallestCurrent]);
        }
        if (lowestBelow == 0) {
            double numerator = above + aboveError * currentNormals[smallestLast];
            ratios[smallestLast] = (numerator == 0 ? TINY : numerator) / TINY;
        }
        summarise(days, TAIL_SIGMAS);
    }

    /** Samples the change from a flux that is only known as a limit. */
    void fromUpperLimit(Flux current, double currentShift, double limitFlux, double days) {
        double[] normals = draws.current();
        double base = (current.value() + currentShift) / limitFlux;
        double error = current.error() / limitFlux;
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = (base + error * normals[i]) * inverseUniform[i];
        }
        if (lowestCurrent(current) + currentShift == 0) {
            ratios[smallestCurrent] = TINY / limitFlux * inverseUniform[smallestCurrent];
        }
        summarise(days, UNIFORM_LOW_SIGMAS);
    }

    private void summarise(double days, double lowSigmas) {
        int n = ratios.length;
        // Sums about one of the values: all are near each other, and so the squares keep their digits.
        double origin = FastLog.log(ratios[0]);
        double sum = 0;
        double squares = 0;
        for (double ratio : ratios) {
            double log = FastLog.log(ratio) - origin;
            sum += log;
            squares += log * log;
        }
        double offset = sum / n;
        double centre = origin + offset;
        double width = Math.sqrt(Math.max(0, squares / n - offset * offset));
        double factor = MAGNITUDES / days;
        mean = factor * centre;
        deviation = Math.abs(factor) * width;
        splitTails(Math.exp(centre - lowSigmas * width), Math.exp(centre + TAIL_SIGMAS * width));
        double lowLog = Math.log(low[0]) + (Math.log(low[1]) - Math.log(low[0])) * low[2];
        double highLog = Math.log(high[0]) + (Math.log(high[1]) - Math.log(high[0])) * high[2];
        // A growing ratio is a falling magnitude, unless time runs backwards.
        lower = factor * (factor < 0 ? highLog : lowLog);
        upper = factor * (factor < 0 ? lowLog : highLog);
    }

    /** Leaves in {@link #low} and {@link #high} the two ratios around the quantile, and how far it is between them. */
    private void splitTails(double lowBound, double highBound) {
        int lowCount = 0;
        int highCount = 0;
        for (double ratio : ratios) {
            low[lowCount] = ratio;
            high[highCount] = -ratio;
            lowCount += ratio < lowBound ? 1 : 0;
            highCount += ratio > highBound ? 1 : 0;
        }
        double rank = (ratios.length - 1) * TAIL_SHARE;
        int needed = (int) rank + 2;
        if (lowCount < needed) {
            System.arraycopy(ratios, 0, low, 0, ratios.length);
            lowCount = ratios.length;
        }
        if (highCount < needed) {
            Arrays.setAll(high, i -> -ratios[i]);
            highCount = ratios.length;
        }
        pickAround(low, lowCount, rank);
        pickAround(high, highCount, rank);
        high[0] = -high[0];
        high[1] = -high[1];
    }

    private static void pickAround(double[] values, int count, double rank) {
        int below = (int) rank;
        QuickSelect.select(values, count, below);
        double next = values[below];
        if (below + 1 < count) {
            next = values[below + 1];
            for (int i = below + 2; i < count; i++) {
                next = Math.min(next, values[i]);
            }
        }
        values[0] = values[below];
        values[1] = next;
        values[2] = rank - below;
    }

    /** Mean rate, mag/day. */
    double mean() {
        return mean;
    }

    /** Population standard deviation of the rate. */
    double deviation() {
        return deviation;
    }

    /** 5 % quantile. */
    double lower() {
        return lower;
    }

    /** 95 % quantile. */
    double upper() {
        return upper;
    }
}
