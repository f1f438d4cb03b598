package tallyflame.analysis.table;

import java.util.Locale;

/** Weights as people read them. */
public final class Quantity {
    private static final String[] BYTES = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};

    private Quantity() {}

    /** A weight with three or four digits and a unit that suits its size. */
    public static String of(long weight, String unit) {
        return switch (unit) {
            case "ns" -> time(weight);
            case "bytes" -> bytes(weight);
            default -> weight + " " + unit;
        };
    }

    /** A time given in microseconds. */
    public static String ofMicros(double micros) {
        return of(Math.round(micros * 1e3), "ns");
    }

    /** A number with three digits, or whole with groups of three where it is larger. */
    public static String number(double value) {
        if (value != 0 && Math.abs(value) < 0.1) {
            return String.format(Locale.ROOT, "%.2g", value);
        }
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f", value);
    }

    /** A share of 0 to 1 in percent with one decimal. */
    public static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String time(long nanos) {
        if (nanos >= 1_000_000_000L) {
            return three(nanos / 1e9) + " s";
        }
        if (nanos >= 1_000_000L) {
            return three(nanos / 1e6) + " ms";
        }
        return nanos >= 1000 ? three(nanos / 1e3) + " us" : nanos + " ns";
    }

    private static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit + 1 < BYTES.length) {
            value /= 1024;
            unit++;
        }
        return (unit == 0 ? String.valueOf(bytes) : three(value)) + " " + BYTES[unit];
    }

    private static String three(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value);
    }
}
