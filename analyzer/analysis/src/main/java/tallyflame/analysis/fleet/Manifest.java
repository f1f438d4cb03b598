package tallyflame.analysis.fleet;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import tallyflame.recordings.InputException;

/**
 * The document that makes the files of one batch part of the store: what no manifest names does not exist.
 *
 * @param schema version of the store
 * @param batch its name, and that of its files
 * @param tool version of what wrote it
 * @param files their paths within the store
 * @param chunks what was counted
 * @param refused what was not, so that it is not said again
 * @param replaces batches whose files are in these ones, and are to be read no more
 */
public record Manifest(
        int schema,
        String batch,
        String tool,
        List<String> files,
        List<Counted> chunks,
        List<Refused> refused,
        List<String> replaces) {
    /**
     * A chunk that is in the store.
     *
     * @param begun identifies it
     * @param content hash of its bytes
     * @param file where it was found
     */
    public record Counted(String begun, String content, String file) {}

    /**
     * Something that was found and is not in the store.
     *
     * @param file where
     * @param what hash of the chunk, or the size of the file
     * @param reason as the ledger says it
     */
    public record Refused(String file, String what, String reason) {}

    public Manifest {
        files = List.copyOf(files);
        chunks = List.copyOf(chunks);
        refused = List.copyOf(refused);
        replaces = List.copyOf(replaces);
    }

    byte[] bytes() throws IOException {
        return new ObjectMapper().writeValueAsBytes(this);
    }

    static Manifest read(Path path, byte[] bytes) throws IOException {
        try {
            return new ObjectMapper().readValue(bytes, Manifest.class);
        } catch (IOException e) {
            throw new InputException(path, "is no manifest of a batch: " + e.getMessage(), e);
        }
    }
}
