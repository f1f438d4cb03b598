package tallyflame.analysis.fleet.add;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.analysis.spans.NumberedSpans;
import tallyflame.flamegraphs.Profile;
import tallyflame.recordings.ChunkIdentity;
import tallyflame.recordings.EventReader;
import tallyflame.recordings.InputException;
import tallyflame.recordings.ReadOptions;

/**
 * What the new chunks of a recording hold.
 *
 * @param file the recording
 * @param chunks those that count
 * @param profiles one for each kind of event that has a stack, with single samples
 * @param spans names of spans by their number, from 1
 * @param jvm version of the JVM; {@code null} if the recording does not say
 * @param host the name that its environment gives its host; {@code null} if it does not
 */
record FoldedRecording(
        Path file, List<ChunkIdentity> chunks, List<Profile> profiles, List<String> spans, String jvm, String host) {
    private static final String HOST = "HOSTNAME";

    /**
     * Reads all of a recording, since its chunks may say something about each other, and keeps what some chunks hold.
     *
     * @throws IOException if it cannot be read
     */
    static FoldedRecording read(Path file, List<ChunkIdentity> wanted) throws IOException {
        Evidence evidence = Evidence.open(file);
        NumberedSpans spans = NumberedSpans.of(evidence);
        Set<Long> offsets = wanted.stream().map(ChunkIdentity::offset).collect(Collectors.toSet());
        ReadOptions options = spans.marking(ReadOptions.defaults()
                .withEverything()
                .withSamples(true)
                .withNormalizedHidden(true)
                .withChunks(offsets::contains));
        List<Profile> profiles = evidence.anySamples(options);
        for (Profile profile : profiles) {
            requireBalance(file, profile);
        }
        String[] about = new String[2];
        EventReader.of(file)
                .withParallelism(1)
                .until(() -> about[0] != null && about[1] != null)
                .on("jdk.JVMInformation", List.of("jvmVersion"), event -> about[0] = event.text(0))
                .on("jdk.InitialEnvironmentVariable", List.of("key", "value"), event -> {
                    if (event.text(0).equals(HOST)) {
                        about[1] = event.text(1);
                    }
                })
                .read();
        return new FoldedRecording(file, wanted, profiles, spans.names(), about[0], about[1]);
    }

    /** Weight that single samples do not have would be missing from the store, and nobody would see it. */
    private static void requireBalance(Path file, Profile profile) throws InputException {
        long rows = profile.samples().stream()
                .flatMapToLong(samples -> java.util.Arrays.stream(samples.weights()))
                .sum();
        if (profile.samples().isPresent() && rows != profile.tree().weight()) {
            throw new InputException(
                    file,
                    "single samples of " + profile.event() + " weigh " + rows + ", and all together "
                            + profile.tree().weight() + "; please report this");
        }
    }

    long startMillis() {
        return chunks.stream().mapToLong(ChunkIdentity::beganMillis).min().orElse(0);
    }

    long bytes() {
        return chunks.stream().mapToLong(ChunkIdentity::bytes).sum();
    }
}
