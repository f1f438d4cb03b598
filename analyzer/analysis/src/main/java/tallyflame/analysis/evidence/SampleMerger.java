package tallyflame.analysis.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tallyflame.flamegraphs.Profile;
import tallyflame.recordings.InputException;
import tallyflame.recordings.ReadOptions;
import tallyflame.recordings.RecordingReader;

/** Reads the samples of JVMs and merges them. Recordings and files of other profilers do not mix. */
final class SampleMerger {
    private SampleMerger() {}

    /**
     * The samples of some JVMs.
     *
     * @return one profile for each kind of event, the most informative first; none where there are no samples
     * @throws InputException if a file cannot be read, or cannot be filtered as asked
     */
    static List<Profile> read(List<Jvm> jvms, ReadOptions options) throws IOException {
        List<Path> recordings =
                jvms.stream().flatMap(jvm -> jvm.recordings().stream()).toList();
        List<Path> foreign =
                jvms.stream().flatMap(jvm -> jvm.foreign().stream()).toList();
        if (foreign.isEmpty()) {
            return recordings.isEmpty()
                    ? List.of()
                    : RecordingReader.read(
                            recordings,
                            options.withAlternatives(Policy.alternatives(jvms)).withPrimary(Policy.recordedFor(jvms)));
        }
        if (!recordings.isEmpty()) {
            throw new InputException(
                    recordings.get(0),
                    "recordings and files of other profilers cannot be merged; name them one by one");
        }
        return foreign(foreign, options);
    }

    private static List<Profile> foreign(List<Path> files, ReadOptions options) throws IOException {
        if (options.thread().isPresent()
                || options.from().isPresent()
                || options.to().isPresent()) {
            throw new InputException(
                    files.get(0),
                    "only recordings can be filtered by --thread, --from and --to; the page can filter it");
        }
        List<Profile> read = new ArrayList<>();
        for (Path file : files) {
            read.addAll(ForeignFormat.of(file).read(file));
        }
        if (read.stream().allMatch(profile -> profile.tree().samples() == 0)) {
            throw new InputException(files.get(0), "holds no stacks");
        }
        return select(files.get(0), ProfileMerger.merge(read), options.events());
    }

    private static List<Profile> select(Path file, List<Profile> profiles, Set<String> events) throws IOException {
        List<Profile> selected = profiles.stream()
                .filter(profile -> events.isEmpty() || events.contains(profile.event()))
                .toList();
        if (selected.isEmpty() && !profiles.isEmpty()) {
            List<String> names = profiles.stream().map(Profile::event).toList();
            throw new InputException(
                    file, "has no event " + String.join(", ", events) + "; it has " + String.join(", ", names));
        }
        return selected;
    }
}
