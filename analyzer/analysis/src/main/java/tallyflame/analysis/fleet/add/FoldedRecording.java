package tallyflame.analysis.fleet.add;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.analysis.spans.NumberedSpans;
import tallyflame.analysis.spans.NumberedSpans.Told;
import tallyflame.flamegraphs.Profile;
import tallyflame.recordings.ChunkIdentity;
import tallyflame.recordings.InputException;
import tallyflame.recordings.ReadOptions;
import tallyflame.recordings.RecordedJvm;
import tallyflame.runs.RunDirectory;

/**
 * What the new chunks of a recording hold.
 *
 * @param file the recording
 * @param chunks those that count
 * @param profiles one for each kind of event that has a stack, with single samples
 * @param spans by their number, from 1; those of other chunks are among them
 * @param jvm which one was recorded
 */
record FoldedRecording(
        Path file, List<ChunkIdentity> chunks, List<Profile> profiles, List<Told> spans, RecordedJvm jvm) {
    /**
     * Reads all of a recording, since its chunks may say something about each other, and keeps what some chunks hold.
     *
     * @return one for each JVM that these chunks name
     * @throws IOException if it cannot be read
     */
    static List<FoldedRecording> read(Path file, List<ChunkIdentity> wanted) throws IOException {
        RecordedJvm.Finder jvms = new RecordedJvm.Finder();
        FoldedRecording all = read(file, wanted, jvms);
        Map<RecordedJvm, List<ChunkIdentity>> byJvm = new LinkedHashMap<>();
        wanted.forEach(chunk -> byJvm.computeIfAbsent(jvms.at(chunk.offset()), jvm -> new ArrayList<>())
                .add(chunk));
        if (byJvm.size() == 1) {
            return List.of(all);
        }
        List<FoldedRecording> each = new ArrayList<>();
        for (List<ChunkIdentity> chunks : byJvm.values()) {
            each.add(read(file, chunks, new RecordedJvm.Finder()));
        }
        return each;
    }

    private static FoldedRecording read(Path file, List<ChunkIdentity> wanted, RecordedJvm.Finder jvms)
            throws IOException {
        Evidence evidence = Evidence.open(file);
        NumberedSpans spans = NumberedSpans.of(evidence);
        Set<Long> offsets = wanted.stream().map(ChunkIdentity::offset).collect(Collectors.toSet());
        ReadOptions options = spans.marking(ReadOptions.defaults()
                .withEverything()
                .withSamples(true)
                .withNormalizedHidden(true)
                .withChunks(offsets::contains)
                .withMarksOf(beside(file))
                .withListener(jvms));
        List<Profile> profiles = evidence.anySamples(options);
        for (Profile profile : profiles) {
            requireBalance(file, profile);
        }
        return new FoldedRecording(
                file, wanted, profiles, spans.told(), jvms.at(wanted.get(0).offset()));
    }

    /** The recording of the other recorder in a run's folder, which may be the one that marks the measured window. */
    private static List<Path> beside(Path file) {
        List<String> names = List.of(RunDirectory.ASYNC_RECORDING, RunDirectory.FLIGHT_RECORDING);
        return names.contains(String.valueOf(file.getFileName()))
                ? names.stream()
                        .map(file::resolveSibling)
                        .filter(other -> !other.equals(file) && Files.isRegularFile(other))
                        .toList()
                : List.of();
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

    /** The spans that the chunks that count have. */
    List<Told> ownSpans() {
        Set<Long> offsets = chunks.stream().map(ChunkIdentity::offset).collect(Collectors.toSet());
        return spans.stream().filter(span -> offsets.contains(span.chunk())).toList();
    }

    long startMillis() {
        return chunks.stream().mapToLong(ChunkIdentity::beganMillis).min().orElse(0);
    }

    long bytes() {
        return chunks.stream().mapToLong(ChunkIdentity::bytes).sum();
    }
}
