package tallyflame.analysis.lines.render;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tallyflame.analysis.lines.LineReport;
import tallyflame.analysis.lines.LineRow;
import tallyflame.analysis.lines.MethodLines;

/**
 * The unit in which a column of weights is shown.
 *
 * @param symbol as written in the heading
 * @param size how many of the profile's own unit make one of it
 */
record Scale(String symbol, double size) {
    private static final List<Scale> TIMES =
            List.of(new Scale("s", 1e9), new Scale("ms", 1e6), new Scale("µs", 1e3), new Scale("ns", 1));
    private static final List<Scale> BYTES = List.of(
            new Scale("GiB", 1L << 30), new Scale("MiB", 1L << 20), new Scale("KiB", 1L << 10), new Scale("B", 1));

    /** The smallest figure that three decimals show. */
    private static final double SMALLEST = 0.001;

    /** The unit that suits the middle one of some weights, and in which the smallest that is not 0 can still be seen. */
    static Scale middle(String unit, double[] weights) {
        double[] sorted =
                Arrays.stream(weights).filter(weight -> weight > 0).sorted().toArray();
        return sorted.length == 0
                ? largest(unit, 0)
                : largest(unit, Math.min(sorted[sorted.length / 2], sorted[0] / SMALLEST));
    }

    /** A unit of time by its symbol, or by its length in seconds. */
    static Optional<Scale> named(String text) {
        return TIMES.stream()
                .filter(scale -> scale.symbol.equals(text.equals("us") ? "µs" : text))
                .findFirst()
                .or(() -> inSeconds(text));
    }

    private static Optional<Scale> inSeconds(String text) {
        try {
            long nanos = Math.round(Double.parseDouble(text) * 1e9);
            return TIMES.stream().filter(scale -> scale.size == nanos).findFirst();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The unit of the times of a method's lines. */
    static Scale ofTimes(LineReport report, MethodLines method) {
        return largest(report.unit(), method.time());
    }

    /** The unit of the times per hit of a method's lines. */
    static Scale ofHits(LineReport report, MethodLines method) {
        return middle(
                report.unit(),
                method.rows().stream().mapToDouble(LineRow::perHit).toArray());
    }

    /** The largest unit in which a weight is at least 1. */
    static Scale largest(String unit, double weight) {
        List<Scale> scales =
                switch (unit) {
                    case "ns" -> TIMES;
                    case "bytes" -> BYTES;
                    default -> List.of(new Scale(unit, 1));
                };
        return scales.stream()
                .filter(scale -> weight >= scale.size())
                .findFirst()
                .orElse(scales.get(scales.size() - 1));
    }

    /** A weight in this unit with three decimals; a whole number of what cannot be divided has none. */
    String cell(double weight) {
        return isCount(weight) ? whole(weight) : String.format(Locale.ROOT, "%.3f", weight / size);
    }

    /** A weight with its unit and two decimals, for running text. */
    String words(double weight) {
        String number = isCount(weight) ? whole(weight) : String.format(Locale.ROOT, "%.2f", weight / size);
        return number + " " + symbol;
    }

    private boolean isCount(double weight) {
        return size == 1 && !TIMES.contains(this) && weight == Math.rint(weight);
    }

    private static String whole(double weight) {
        return String.format(Locale.ROOT, "%.0f", weight);
    }
}
