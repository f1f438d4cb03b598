package tallyflame.analysis.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tallyflame.flamegraphs.Profile;
import tallyflame.recordings.InputException;
import tallyflame.recordings.Inputs;
import tallyflame.recordings.ReadOptions;
import tallyflame.recordings.RecordingReader;

/** Reads profiles from inputs of any kind. Recordings and run directories are merged, files of other profilers too. */
public final class ProfileInputs {
    private ProfileInputs() {}

    /**
     * Reads and merges inputs.
     *
     * @param inputs run directories and recordings, or else files of other profilers; not both
     * @return at least one profile, the most telling first
     * @throws InputException if an input cannot be read, holds no samples, or cannot be filtered as asked
     * @throws NoSuchFileException if a path does not exist
     */
    public static List<Profile> read(List<Path> inputs, ReadOptions options) throws IOException {
        long foreign = inputs.stream().filter(ProfileInputs::isForeign).count();
        if (foreign > 0 && foreign < inputs.size()) {
            throw new InputException(
                    inputs.get(0), "recordings and files of other profilers cannot be merged; name them one by one");
        }
        List<Profile> profiles =
                foreign > 0 ? foreign(inputs, options) : RecordingReader.read(Inputs.resolve(inputs), options);
        if (profiles.isEmpty()) {
            throw new InputException(inputs.get(0), "holds no samples; try another --event or record again");
        }
        return profiles;
    }

    /** Whether a path is a file of another profiler by its name. */
    public static boolean isForeign(Path input) {
        return input.getFileName() != null && !Files.isDirectory(input) && ForeignFormat.of(input) != null;
    }

    private static List<Profile> foreign(List<Path> inputs, ReadOptions options) throws IOException {
        if (options.thread().isPresent()
                || options.from().isPresent()
                || options.to().isPresent()) {
            throw new InputException(
                    inputs.get(0),
                    "only recordings can be filtered by --thread, --from and --to; the page can filter it");
        }
        List<Profile> read = new ArrayList<>();
        for (Path input : inputs) {
            if (!Files.exists(input)) {
                throw new NoSuchFileException(input.toString());
            }
            read.addAll(ForeignFormat.of(input).read(input));
        }
        return select(inputs.get(0), ProfileMerger.merge(read), options.events());
    }

    private static List<Profile> select(Path input, List<Profile> profiles, Set<String> events) throws IOException {
        if (events.isEmpty()) {
            return profiles;
        }
        List<Profile> selected = profiles.stream()
                .filter(profile -> events.contains(profile.event()))
                .toList();
        if (selected.isEmpty()) {
            List<String> names = profiles.stream().map(Profile::event).toList();
            throw new InputException(
                    input, "has no event " + String.join(", ", events) + "; it has " + String.join(", ", names));
        }
        return selected;
    }
}
