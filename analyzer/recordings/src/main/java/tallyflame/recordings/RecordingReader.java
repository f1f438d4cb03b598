package tallyflame.recordings;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.StackForest.StackConsumer;

/**
 * Reads recordings of the JDK and of async-profiler and folds their samples into profiles.
 *
 * <p>Three steps, each spread over the threads: the pools of every chunk but for its stacks; the samples, counted by stack; the
 * stacks that were sampled. Damage is not an error but an entry in the ledger of every profile.
 */
public final class RecordingReader {
    private RecordingReader() {}

    /**
     * Reads recordings and folds them together.
     *
     * @param inputs recordings; those of one run belong together, because a measured window marked in one holds for all
     * @return one profile for each kind of event asked for that has samples, the most telling first
     * @throws tallyflame.recordings.InputException if a file is no recording at all
     * @throws IOException if a file cannot be read
     */
    public static List<Profile> read(List<Path> inputs, ReadOptions options) throws IOException {
        try (OpenRecordings opened = OpenRecordings.open(inputs)) {
            return new ProfileBuilder(options, opened.chunks(), opened.losses()).build();
        }
    }

    /**
     * Reads recordings as {@link #read} does, but hands the stacks of the first kind of event to consumers, each stack of a chunk once,
     * where no tree is needed: that takes a fraction of the time and the memory.
     *
     * @param consumer makes what takes the stacks of one thread; the frames are those of that thread and grow while stacks come
     * @return empty where there are no samples
     */
    public static <C extends StackConsumer> Optional<StackStream<C>> stream(
            List<Path> inputs, ReadOptions options, Function<Frames, C> consumer) throws IOException {
        try (OpenRecordings opened = OpenRecordings.open(inputs)) {
            return new ProfileBuilder(options, opened.chunks(), opened.losses()).stream(consumer);
        }
    }
}
