package tallyflame.analysis.diff.change;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What happened to a function or a line. In the order in which it is worth looking at: see {@link #rank}. */
public enum ChangeKind {
    /** Called, or hit, more often for the same work; exact. */
    MORE_CALLS(0),
    FEWER_CALLS(3),
    /** Its lines run more often for the same work, and not because it is called more often; exact. */
    MORE_WORK(0),
    LESS_WORK(3),
    /** The same counts, and more time for each. */
    COSTLIER(1),
    CHEAPER(4),
    /** More time, and why is not known because it was not counted. */
    SLOWER(1),
    FASTER(4),
    NEW(0),
    VANISHED(3),
    /** Another text at the same place, hit as often, and no difference in time beyond noise. */
    CHANGED(2),
    RENAMED(5),
    /** No difference beyond noise. */
    SAME(6);

    private final int rank;

    ChangeKind(int rank) {
        this.rank = rank;
    }

    /** Place in tables: exact changes before times, what got worse before what got better. */
    public int rank() {
        return rank;
    }

    /** Whether more is done, or it takes longer. */
    public boolean worse() {
        return rank < 2;
    }

    /** Whether exact counts decide it, if there are any. */
    public boolean exact() {
        return rank == 0 || rank == 3;
    }

    /** Name in documents and tables. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
