package tallyflame.runs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** JSON files of a run directory. Unknown keys are ignored, so that a newer tool's directory can be read. */
public final class RunJson {
    private static final ObjectMapper MAPPER = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private RunJson() {}

    /** Writes a document whole or not at all. */
    public static void write(Path file, Object document) throws IOException {
        byte[] json = bytes(document);
        AtomicFiles.write(file, temporary -> Files.write(temporary, json));
    }

    /** What {@link #write} writes, for files that are not on a local disk. */
    public static byte[] bytes(Object document) throws IOException {
        return MAPPER.writeValueAsBytes(document);
    }

    /** All that is read of a document before it is known whether the rest can be. */
    private record Versioned(int schema) {}

    /**
     * Reads a document that says its schema.
     *
     * @param schema the newest that can be read
     * @throws IOException as {@link #read}, and if it has a newer schema, or none
     */
    public static <T> T read(Path file, Class<T> type, int schema) throws IOException {
        int found = read(file, Versioned.class).schema();
        if (found < 1 || found > schema) {
            throw new IOException(file + ": has schema " + found + ", and this version reads schema "
                    + (schema > 1 ? "1 to " : "") + schema + "; read it with the version that wrote it");
        }
        return read(file, type);
    }

    /**
     * Reads a document.
     *
     * @throws IOException naming the file, and the line and column where it is no JSON
     */
    public static <T> T read(Path file, Class<T> type) throws IOException {
        try {
            T document = MAPPER.readValue(Files.readAllBytes(file), type);
            if (document == null) {
                throw new IOException(file + ": not a readable document of a run: it is null");
            }
            return document;
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            throw new IOException(file + where + ": not a readable document of a run: " + e.getOriginalMessage(), e);
        }
    }
}
