package tallyflame.runner.doctor;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * One thing that recording needs, and how far this machine has it.
 *
 * @param id stable name
 * @param status whether it can be used
 * @param detail what was found
 * @param remedy how to enable it, or {@code null} where nothing need or can be done
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Capability(String id, Status status, String detail, String remedy) {
    /** How far something can be used. */
    public enum Status {
        OK,
        /** Usable with a loss that the detail names. */
        LIMITED,
        MISSING;

        /** Name in JSON and in the table. */
        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Capability ok(String id, String detail) {
        return new Capability(id, Status.OK, detail, null);
    }

    static Capability limited(String id, String detail, String remedy) {
        return new Capability(id, Status.LIMITED, detail, remedy);
    }

    static Capability missing(String id, String detail, String remedy) {
        return new Capability(id, Status.MISSING, detail, remedy);
    }
}
