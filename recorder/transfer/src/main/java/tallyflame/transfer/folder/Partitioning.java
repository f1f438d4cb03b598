package tallyflame.transfer.folder;

import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.apache.avro.Schema;

/** Folders that alerts are sorted into, named as Hive names them ({@code key=value}). */
public enum Partitioning {
    /** Year, month and day of the observation (UTC): folders within each other. */
    TIME("time"),
    /** The broker's class of the alert. */
    FINKCLASS("finkclass"),
    /** The class in the Transient Name Server. */
    TNSCLASS("tnsclass"),
    /** Number of the class. */
    CLASS_ID("classId");

    /** Where surveys have the time, and what is to be added for a Julian date. */
    private static final List<TimeField> TIMES = List.of(
            new TimeField("candidate.jd", 0),
            new TimeField("diaSource.midpointMjdTai", TimeField.MODIFIED),
            new TimeField("jd", 0),
            new TimeField("midpointMjdTai", TimeField.MODIFIED));

    private static final String NULL = "__HIVE_DEFAULT_PARTITION__";
    private static final int LONGEST_NAME = 200;
    private static final String PLAIN = "-_.";

    private final String label;

    Partitioning(String label) {
        this.label = label;
    }

    /** The name on the command line and in documents; of a class, also the field's. */
    @JsonValue
    public String label() {
        return label;
    }

    /** The field of a schema that decides, as a path; {@code null} when it has none. */
    public String field(Schema schema) {
        if (this != TIME) {
            return schema.getField(label) == null ? null : label;
        }
        return TIMES.stream()
                .map(TimeField::path)
                .filter(path -> has(schema, path))
                .findFirst()
                .orElse(null);
    }

    private static boolean has(Schema schema, String path) {
        Schema below = schema;
        for (String name : path.split("\\.", -1)) {
            Schema.Field field = below.getType() == Schema.Type.RECORD ? below.getField(name) : null;
            if (field == null) {
                return false;
            }
            below = nonNull(field.schema());
        }
        return true;
    }

    private static Schema nonNull(Schema schema) {
        return schema.getType() != Schema.Type.UNION
                ? schema
                : schema.getTypes().stream()
                        .filter(branch -> branch.getType() != Schema.Type.NULL)
                        .findFirst()
                        .orElse(schema);
    }

    /**
     * The folder of an alert, below the top one.
     *
     * @param field the path that {@link #field} gave
     * @param value what the alert has there
     * @throws IllegalArgumentException when the value cannot be a folder's name
     */
    public String folder(String field, Object value) {
        return this == TIME ? day(field, value) : label + "=" + escape(value);
    }

    private static String day(String field, Object value) {
        double zero = TIMES.stream()
                .filter(time -> time.path().equals(field))
                .findFirst()
                .orElseThrow()
                .zero();
        if (!(value instanceof Number number) || !TimeField.isPlausible(number.doubleValue() + zero)) {
            return "year=" + NULL + "/month=" + NULL + "/day=" + NULL;
        }
        LocalDate day = TimeField.day(number.doubleValue() + zero);
        return String.format(
                Locale.ROOT, "year=%04d/month=%02d/day=%02d", day.getYear(), day.getMonthValue(), day.getDayOfMonth());
    }

    /** Hive's escapes: percent signs, as in addresses. What is empty would not come back, and so counts as NULL. */
    private static String escape(Object value) {
        if (value == null || value.toString().isEmpty()) {
            return NULL;
        }
        StringBuilder name = new StringBuilder();
        for (byte unit : value.toString().getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (unit & 0xff);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0);
            name.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
        }
        if (name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("a class whose name is too long for a folder: "
                    + value.toString().length() + " characters");
        }
        return name.toString();
    }
}
