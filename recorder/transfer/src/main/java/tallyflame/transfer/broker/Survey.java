package tallyflame.transfer.broker;

import java.util.Locale;

/** Surveys whose alerts the broker hands out; credentials are kept for each. */
public enum Survey {
    /** Zwicky Transient Facility. */
    ZTF,
    /** Rubin Observatory's Legacy Survey of Space and Time. */
    LSST;

    /** The name in files and on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
