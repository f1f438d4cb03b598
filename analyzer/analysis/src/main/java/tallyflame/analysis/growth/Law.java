package tallyflame.analysis.growth;

import com.fasterxml.jackson.annotation.JsonValue;

/** Laws that a count may follow as the input grows; the simplest first. */
public enum Law {
    CONSTANT("constant"),
    LOG_N("log n"),
    N("n"),
    N_LOG_N("n log n"),
    /** A power other than one, whole or not. */
    POWER("n^k"),
    /** None of these: it falls, or jumps. */
    NONE("none");

    private final String label;

    Law(String label) {
        this.label = label;
    }

    /** Name in documents and tables. */
    @JsonValue
    public String label() {
        return label;
    }
}
