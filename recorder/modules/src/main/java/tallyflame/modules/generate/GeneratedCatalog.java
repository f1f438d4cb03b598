package tallyflame.modules.generate;

import java.util.List;

/**
 * A small catalogue of made-up variable stars, spread evenly over the sphere by the golden angle, the same on every
 * machine. Some generated alerts lie near its entries.
 */
public final class GeneratedCatalog {
    /** Number of entries. */
    public static final int SIZE = 5000;

    private static final double GOLDEN_ANGLE = 137.50776405003785;
    private static final List<String> TYPES = List.of("RRAB", "EA", "EW", "M", "SR", "DSCT", "UGSS", "BY", "LB", "CEP");

    private GeneratedCatalog() {}

    /** Right ascension of an entry, in degrees. */
    public static double ra(int entry) {
        return entry * GOLDEN_ANGLE % 360;
    }

    /** Declination of an entry, in degrees. */
    public static double dec(int entry) {
        return StrictMath.toDegrees(StrictMath.asin(1 - (2 * entry + 1.0) / SIZE));
    }

    /** Type of an entry, padded as some catalogues do. */
    public static String type(int entry) {
        return TYPES.get(entry % TYPES.size()) + "  ";
    }
}
