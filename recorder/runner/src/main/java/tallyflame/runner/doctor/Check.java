package tallyflame.runner.doctor;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * One thing that was looked at.
 *
 * @param id stable name
 * @param status whether it can be used
 * @param detail what was found
 * @param remedy how to enable it, or {@code null} where nothing need or can be done
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Check(String id, Status status, String detail, String remedy) {
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

    static Check ok(String id, String detail) {
        return new Check(id, Status.OK, detail, null);
    }

    static Check limited(String id, String detail, String remedy) {
        return new Check(id, Status.LIMITED, detail, remedy);
    }

    static Check missing(String id, String detail, String remedy) {
        return new Check(id, Status.MISSING, detail, remedy);
    }
}
