package tallyflame.flamegraphs;

import java.util.Locale;

/** Quantities as people read them; the one place that decides how a time, a share or a thousand is written. */
public final class Quantity {
    private static final String[] BYTES = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};

    private Quantity() {}

    /** A weight with three digits and a unit that suits its size; {@code ns} and {@code bytes} have such units. */
    public static String of(long weight, String unit) {
        return switch (unit) {
            case "ns" -> time(weight);
            case "bytes" -> bytes(weight);
            default -> count(weight) + " " + unit;
        };
    }

    /** A weight that need not be whole, such as the time for one of many: below the smallest unit it has three digits, too. */
    public static String of(double weight, String unit) {
        boolean fraction = weight < 1000 && weight != Math.rint(weight);
        return switch (unit) {
            case "ns" -> fraction ? three(weight) + " ns" : time(Math.round(weight));
            case "bytes" -> fraction ? three(weight) + " B" : bytes(Math.round(weight));
            default -> (weight == Math.rint(weight) ? count(Math.round(weight)) : number(weight)) + " " + unit;
        };
    }

    /** A time given in microseconds. */
    public static String ofMicros(double micros) {
        return of(Math.round(micros * 1e3), "ns");
    }

    /** A whole number, in groups of three digits. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A number with three digits, or whole where it is larger. */
    public static String number(double value) {
        if (value != 0 && Math.abs(value) < 0.1) {
            return String.format(Locale.ROOT, "%.2g", value);
        }
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f", value);
    }

    /** A share of 0 to 1 in percent: {@code 57.6 %}, and with a second decimal under 1 %. */
    public static String percent(double share) {
        return isSmall(share) ? String.format(Locale.ROOT, "%.2f %%", 100 * share) : inPercent(share) + " %";
    }

    /** A share in percent without its sign, for columns whose title has it. */
    public static String inPercent(double share) {
        return String.format(Locale.ROOT, "%.1f", 100 * share);
    }

    /** Two shares between which a third lies. */
    public static String percents(double low, double high) {
        return percent(low) + " - " + percent(high);
    }

    /** A difference of two shares in percentage points, with its sign; as many decimals as a share. */
    public static String points(double difference) {
        return String.format(Locale.ROOT, isSmall(difference) ? "%+.2f" : "%+.1f", 100 * difference);
    }

    /** How far two shares are apart in percentage points, without a sign. */
    public static String distance(double difference) {
        return String.format(Locale.ROOT, isSmall(difference) ? "%.2f" : "%.1f", 100 * Math.abs(difference));
    }

    /** How many times something else a quantity is. */
    public static String ratio(double ratio) {
        return factor(ratio) + "×";
    }

    /** The same without its sign, where words say what it is. */
    public static String factor(double ratio) {
        return String.format(Locale.ROOT, "%.3f", ratio);
    }

    /** A round value at an axis, as short as it can be: {@code 0.1}, {@code 1}, {@code 50}, {@code 2k}, {@code 1M}. */
    public static String tick(double value) {
        if (value >= 1e6) {
            return Math.round(value / 1e6) + "M";
        }
        if (value >= 1e3) {
            return Math.round(value / 1e3) + "k";
        }
        return value == Math.rint(value) ? String.valueOf(Math.round(value)) : String.valueOf(value);
    }

    /** Two ratios between which a third lies. */
    public static String ratios(double low, double high) {
        return ratio(low) + " - " + ratio(high);
    }

    private static boolean isSmall(double share) {
        return share != 0 && Math.abs(share) < 0.00995;
    }

    private static String time(long nanos) {
        if (nanos >= 1_000_000_000L) {
            return three(nanos / 1e9) + " s";
        }
        if (nanos >= 1_000_000L) {
            return three(nanos / 1e6) + " ms";
        }
        return nanos >= 1000 ? three(nanos / 1e3) + " µs" : nanos + " ns";
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

    /** A second that is nearly a minute has four digits, and so may every other unit. */
    private static String three(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f", value);
    }
}
