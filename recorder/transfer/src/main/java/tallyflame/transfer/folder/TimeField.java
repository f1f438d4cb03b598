package tallyflame.transfer.folder;

import java.time.LocalDate;

/**
 * Where alerts of a survey say when they were observed.
 *
 * @param path of the field
 * @param zero Julian date of the field's zero
 */
record TimeField(String path, double zero) {
    /** Julian date of zero in modified Julian dates. */
    static final double MODIFIED = 2_400_000.5;

    /** Julian date of 1970-01-01, 0 h. */
    private static final double EPOCH = 2_440_587.5;

    /** Years 1 to 9999; what is beyond is no time. */
    private static final double EARLIEST = 1_721_425.5;

    private static final double LATEST = 5_373_484.5;

    static boolean isPlausible(double julianDate) {
        return julianDate >= EARLIEST && julianDate < LATEST;
    }

    static LocalDate day(double julianDate) {
        return LocalDate.ofEpochDay((long) Math.floor(julianDate - EPOCH));
    }
}
