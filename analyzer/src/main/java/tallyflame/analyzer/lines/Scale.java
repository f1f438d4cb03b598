package tallyflame.analyzer.lines;

import java.util.List;
import java.util.Locale;

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

    /** The largest unit in which a weight is at least 1. */
    static Scale of(String unit, double weight) {
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

    /** A weight in this unit with three decimals, of which none is given where the unit cannot be divided. */
    String cell(double weight) {
        return size == 1 && weight == Math.rint(weight)
                ? String.format(Locale.ROOT, "%.0f", weight)
                : String.format(Locale.ROOT, "%.3f", weight / size);
    }

    /** A weight with its unit and two decimals, for running text. */
    String words(double weight) {
        return String.format(Locale.ROOT, "%.2f %s", weight / size, symbol);
    }
}
