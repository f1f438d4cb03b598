package tallyflame.analysis.check;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whether a budget was kept. */
public enum Verdict {
    PASS,
    /** The interval of the value holds the limit, or there is no value: more must be measured. */
    UNDECIDED,
    FAIL;

    /** Name in documents. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
