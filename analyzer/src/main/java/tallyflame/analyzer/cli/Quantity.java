package tallyflame.analyzer.cli;

import java.util.Locale;

/** Weights as people read them. */
final class Quantity {
    private static final String[] BYTES = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};

    private Quantity() {}

    /** A weight with three or four digits and a unit that suits its size. */
    static String of(long weight, String unit) {
        return switch (unit) {
            case "ns" -> time(weight);
            case "bytes" -> bytes(weight);
            default -> weight + " " + unit;
        };
    }

    private static String time(long nanos) {
        if (nanos >= 1_000_000_000L) {
            return number(nanos / 1e9) + " s";
        }
        if (nanos >= 1_000_000L) {
            return number(nanos / 1e6) + " ms";
        }
        return nanos >= 1000 ? number(nanos / 1e3) + " us" : nanos + " ns";
    }

    private static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit + 1 < BYTES.length) {
            value /= 1024;
            unit++;
        }
        return (unit == 0 ? String.valueOf(bytes) : number(value)) + " " + BYTES[unit];
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value);
    }
}
