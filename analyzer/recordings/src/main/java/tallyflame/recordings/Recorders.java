package tallyflame.recordings;

import java.nio.file.Path;
import java.util.List;

/**
 * The recordings of one JVM by what made them, which may be several files each. Recorders see the same events: a kind of event is
 * taken from the first of them that has it, from all its files.
 *
 * @param files of each recorder, the preferred one first
 */
public record Recorders(List<List<Path>> files) {
    /** Copies the lists. */
    public Recorders {
        files = files.stream().map(List::copyOf).toList();
    }

    /** Whether a recording is one of this JVM. */
    public boolean contains(Path recording) {
        return files.stream().anyMatch(list -> list.contains(recording));
    }
}
