package tallyflame.analysis.diff;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What happened to a function or a line. */
public enum ChangeKind {
    /** Called, or hit, more often for the same work; exact. */
    MORE_CALLS,
    FEWER_CALLS,
    /** Called as often, but its lines run more often in one call; exact. */
    MORE_WORK,
    LESS_WORK,
    /** The same counts, and more time for each. */
    COSTLIER,
    CHEAPER,
    /** More time, and why is not known because it was not counted. */
    SLOWER,
    FASTER,
    NEW,
    VANISHED,
    RENAMED,
    /** No difference beyond noise. */
    SAME;

    /** Name in documents and tables. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
