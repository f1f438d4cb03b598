package tallyflame.transfer.folder;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Formats of the files that alerts are written to. */
public enum OutputFormat {
    /** Parquet with Snappy pages. */
    PARQUET,
    /** Avro's files with the schema at the top; the records are those of the topic, byte by byte. */
    AVRO;

    /** The name, which is also the suffix of the files. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
