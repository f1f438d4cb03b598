package tallyflame.analysis.check;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a budget limits. */
public enum BudgetKind {
    LINE_HITS(true),
    BRANCH_HITS(true),
    FUNCTION_HITS(true),
    FORBIDDEN_CALL(true),
    LINE_ALLOCATION(true),
    /** By the JVM's own account, which its compiler moves; that of a line is exact. */
    ALLOCATION(false),
    THROUGHPUT(false),
    FUNCTION_SHARE(false),
    LATENCY(false),
    ENERGY(false);

    private final boolean deterministic;

    BudgetKind(boolean deterministic) {
        this.deterministic = deterministic;
    }

    /** Whether the value has no noise, so that the first excess fails. */
    public boolean deterministic() {
        return deterministic;
    }

    /** Whether the budget is of a function. */
    boolean ofFunction() {
        return switch (this) {
            case LINE_HITS, BRANCH_HITS, FUNCTION_HITS, FORBIDDEN_CALL, LINE_ALLOCATION, FUNCTION_SHARE -> true;
            default -> false;
        };
    }

    /** Whether the budget is of a line. */
    boolean ofLine() {
        return this == LINE_HITS || this == BRANCH_HITS || this == LINE_ALLOCATION;
    }

    /**
     * What values are counted in.
     *
     * @param work what exact counts are divided by, such as {@code an alert}
     */
    public String unit(String work) {
        return switch (this) {
            case LINE_HITS, BRANCH_HITS -> "hits " + work;
            case FUNCTION_HITS, FORBIDDEN_CALL -> "calls " + work;
            case LINE_ALLOCATION, ALLOCATION -> "bytes " + work;
            case THROUGHPUT -> "alerts/s of CPU time";
            case FUNCTION_SHARE -> "of all time";
            case LATENCY -> "µs";
            case ENERGY -> "J per 1000 alerts";
        };
    }

    /** Name in budget files and documents. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
