package tallyflame.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import jdk.jfr.EventType;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.flamegraphs.Ledger;
import tallyflame.flamegraphs.Profile;
import tallyflame.recordings.chunk.ChunkHeader;

/**
 * Recordings that end early, as those of killed programs: every whole event whose constants are in the file is read, and the rest is in
 * the ledger. What is to be read is found out by another walk over the events, and by the JDK's reader once the header of the last chunk
 * is made to say where it ends.
 */
class CutRecordingsTest {
    private static final String SAMPLE = "jdk.ExecutionSample";
    private static final int OTHER_PLACES = 250;

    /** An event of the last chunk: where it begins and ends in the file. */
    private record Place(int start, int end, long type) {}

    /** What a whole recording holds. */
    private record Whole(byte[] bytes, int lastChunk, List<Place> events, long sampleType, Ledger before) {
        /** How many samples are whole and declared where the file ends early. */
        long samples(int length) {
            long samples = events.stream()
                    .filter(event -> event.type() == sampleType && event.end() <= length)
                    .count();
            return before.total() + (declared(length) ? samples : 0);
        }

        boolean declared(int length) {
            return events.stream().anyMatch(event -> event.type() == 0 && event.end() <= length);
        }

        /** Where the last whole event ends. */
        int whole(int length) {
            return events.stream()
                    .mapToInt(Place::end)
                    .filter(end -> end <= length)
                    .max()
                    .orElse(lastChunk + ChunkHeader.BYTES);
        }

        /** Where the last whole event of a type begins, from the beginning of the chunk. */
        long last(long type, int length) {
            return events.stream()
                    .filter(event -> event.type() == type && event.end() <= length)
                    .mapToLong(event -> (long) event.start() - lastChunk)
                    .max()
                    .orElse(0);
        }
    }

    @TempDir
    private Path folder;

    private Whole whole(Path recording) throws IOException {
        byte[] bytes = Files.readAllBytes(recording);
        int chunk = 0;
        while (chunk + size(bytes, chunk) < bytes.length) {
            chunk += size(bytes, chunk);
        }
        Path before = Files.write(folder.resolve("before.jfr"), Arrays.copyOf(bytes, chunk));
        return new Whole(
                bytes,
                chunk,
                events(bytes, chunk),
                sampleType(recording),
                read(before).ledger());
    }

    private static int size(byte[] bytes, int chunk) {
        return (int) ByteBuffer.wrap(bytes).getLong(chunk + 8);
    }

    private static long sampleType(Path recording) throws IOException {
        try (RecordingFile file = new RecordingFile(recording)) {
            return file.readEventTypes().stream()
                    .filter(type -> type.getName().equals(SAMPLE))
                    .mapToLong(EventType::getId)
                    .findAny()
                    .orElseThrow();
        }
    }

    private static List<Place> events(byte[] bytes, int chunk) {
        List<Place> events = new ArrayList<>();
        int[] position = {chunk + ChunkHeader.BYTES};
        while (position[0] < bytes.length) {
            int start = position[0];
            int size = (int) varint(bytes, position);
            events.add(new Place(start, start + size, varint(bytes, position)));
            position[0] = start + size;
        }
        return events;
    }

    private static long varint(byte[] bytes, int[] position) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes[position[0]++];
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    private static Profile read(Path file) throws IOException {
        ReadOptions options =
                ReadOptions.defaults().withEvents("cpu").withSamples(true).withParallelism(1);
        Profile profile = RecordingReader.read(List.of(file), options).get(0);
        RecordingInvariants.check(profile);
        return profile;
    }

    private Profile readCut(Whole whole, int length) throws IOException {
        return read(Files.write(folder.resolve("cut.jfr"), Arrays.copyOf(whole.bytes(), length)));
    }

    /** Two chunks, the first of them whole; the JVM flushes them about every second. */
    private Path ofTheJdk() throws Exception {
        Path file = folder.resolve("jdk.jfr");
        try (Recording recording = new Recording()) {
            recording.enable(SAMPLE).withPeriod(Duration.ofMillis(20));
            recording.start();
            Workload.run(300);
            try (Recording second = new Recording()) {
                second.start();
                Workload.run(2300);
                recording.dump(file);
            }
        }
        return file;
    }

    /** Its constants are at the end of each chunk, so none of a cut chunk are there. */
    private Path ofAsyncProfiler() throws Exception {
        byte[] chunk = Files.readAllBytes(Recordings.async("cut", "event=ctimer,interval=20ms,cstack=no"));
        return Files.write(
                folder.resolve("async.jfr"),
                ByteBuffer.allocate(2 * chunk.length).put(chunk).put(chunk).array());
    }

    @Test
    void atEveryEventOfTheJdk() throws Exception {
        Whole whole = whole(ofTheJdk());
        assertThat(whole.before().kept()).isPositive();
        Map<Integer, Ledger> ledgers = new HashMap<>();
        long kept = 0;
        for (Place event : whole.events()) {
            Profile cut = readCut(whole, event.end());
            ledgers.put(event.end(), cut.ledger());
            assertCounted(whole, cut.ledger(), event.end());
            assertThat(cut.ledger().kept()).isGreaterThanOrEqualTo(kept);
            kept = cut.ledger().kept();
            // Checkpoints and metadata: what the others need may have come with them.
            if (event.type() <= 1 && whole.declared(event.end())) {
                assertThat(Sampled.of(cut, false).withoutWeights()).isEqualTo(repaired(whole, event.end()));
            }
        }
        assertThat(kept).isGreaterThan(whole.before().kept());
        assertAtOtherPlaces(whole, ledgers);
    }

    @Test
    void atEveryEventOfAsyncProfiler() throws Exception {
        Whole whole = whole(ofAsyncProfiler());
        Map<Integer, Ledger> ledgers = new HashMap<>();
        for (Place event : whole.events()) {
            Ledger cut = readCut(whole, event.end()).ledger();
            ledgers.put(event.end(), cut);
            assertCounted(whole, cut, event.end());
            boolean all = event.end() == whole.bytes().length;
            assertThat(cut.kept()).isEqualTo((all ? 2 : 1) * whole.before().kept());
        }
        assertAtOtherPlaces(whole, ledgers);
    }

    private static void assertCounted(Whole whole, Ledger cut, int length) {
        assertThat(cut.total()).isEqualTo(whole.samples(length));
        assertThat(cut.unreadable().isEmpty()).isEqualTo(length == whole.bytes().length);
    }

    /** Cuts within events read the same as those before them; the bytes of the event are lost. */
    private void assertAtOtherPlaces(Whole whole, Map<Integer, Ledger> ledgers) throws IOException {
        SplittableRandom random = new SplittableRandom(14);
        for (int place = 0; place < OTHER_PLACES; place++) {
            int first = whole.events().get(0).end();
            int length = random.nextInt(first, whole.bytes().length);
            Ledger cut = readCut(whole, length).ledger();
            Ledger before = ledgers.get(whole.whole(length));
            assertThat(cut.total()).isEqualTo(before.total());
            assertThat(cut.kept()).isEqualTo(before.kept());
            assertThat(cut.unreadableBytes() - before.unreadableBytes()).isEqualTo(length - whole.whole(length));
        }
    }

    /** The samples that the JDK's reader finds once the header of the last chunk says that it ends there. */
    private Map<String, Long> repaired(Whole whole, int length) throws IOException {
        ByteBuffer file = ByteBuffer.wrap(Arrays.copyOf(whole.bytes(), length));
        file.putLong(whole.lastChunk() + 8, length - whole.lastChunk());
        file.putLong(whole.lastChunk() + 16, whole.last(1, length));
        file.putLong(whole.lastChunk() + 24, whole.last(0, length));
        Path repaired = Files.write(folder.resolve("repaired.jfr"), file.array());
        return Oracle.JDK
                .read(repaired, SAMPLE, new Oracle.Weigher("", 20_000_000, false))
                .withoutWeights();
    }
}
