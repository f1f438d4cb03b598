package tallyflame.analysis.fleet;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import tallyflame.recordings.InputException;
import tallyflame.runs.ToolVersion;

/**
 * The document that makes files part of the store: what no manifest names does not exist. It has nothing that grows with recordings;
 * chunks that count are a table.
 *
 * @param schema version of the store
 * @param number its place in the order of all, from 1; 0 until it is published
 * @param batch its name, and that of files that are new with it
 * @param tool version of what wrote it
 * @param files paths within the store, also of files that older batches wrote
 * @param settled those of them whose samples are hourly sums, from which nothing is left out any more
 * @param through the last day whose samples are thinned, as {@code 2026-08-31}; {@code null} if none is
 * @param replaces batches whose files are in these ones, and are to be read no more
 */
public record Manifest(
        int schema,
        long number,
        String batch,
        String tool,
        List<String> files,
        List<String> settled,
        String through,
        List<String> replaces) {
    public Manifest {
        files = List.copyOf(files);
        settled = List.copyOf(settled);
        replaces = List.copyOf(replaces);
    }

    /** The manifest of a batch that only adds. */
    public static Manifest adding(String batch, List<String> files) {
        return new Manifest(FleetStore.SCHEMA, 0, batch, ToolVersion.get(), files, List.of(), null, List.of());
    }

    /** The manifest of a batch in which all that others have is, too. */
    public static Manifest replacing(
            List<Manifest> others, String batch, List<String> files, List<String> settled, String through) {
        List<String> replaces = others.stream().map(Manifest::batch).toList();
        return new Manifest(FleetStore.SCHEMA, 0, batch, ToolVersion.get(), files, settled, through, replaces);
    }

    /** The last day that any of some manifests has thinned; an empty text, which is before every day, if none has. */
    public static String through(List<Manifest> manifests) {
        return manifests.stream()
                .map(manifest -> manifest.through == null ? "" : manifest.through)
                .max(String::compareTo)
                .orElse("");
    }

    Manifest numbered(long place) {
        return new Manifest(schema, place, batch, tool, files, settled, through, replaces);
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
