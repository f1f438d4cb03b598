package tallyflame.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tallyflame.flamegraphs.Ledger;
import tallyflame.flamegraphs.Profile;
import tallyflame.recordings.chunk.ChunkHeader;

/** Damaged recordings: everything readable is read, the rest is in the ledger, and nothing hangs or grows without bound. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class BrokenRecordingsTest {
    @TempDir
    private Path folder;

    private static byte[] small() throws Exception {
        return Files.readAllBytes(Recordings.async("small", "event=ctimer,interval=20ms,cstack=no"));
    }

    /** Reads what may be damaged; {@code null} if it is no recording at all or holds no samples of the kind. */
    private Profile read(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("broken.jfr"), bytes);
        try {
            List<Profile> profiles = RecordingReader.read(
                    List.of(file), ReadOptions.defaults().withPrimaryEvent().withParallelism(1));
            profiles.forEach(RecordingInvariants::check);
            return profiles.isEmpty() ? null : profiles.get(0);
        } catch (InputException e) {
            assertThat(e).hasMessageStartingWith(file.toString());
            return null;
        }
    }

    private static byte[] concat(byte[]... parts) {
        ByteBuffer all = ByteBuffer.allocate(
                Arrays.stream(parts).mapToInt(part -> part.length).sum());
        Arrays.stream(parts).forEach(all::put);
        return all.array();
    }

    /** Every byte of a chunk whose contents are always the same. */
    @Test
    void truncationAtAnyByteLosesOnlyTheTail() throws Exception {
        byte[] whole = JdkLayout.recording(17);
        long all = read(whole).ledger().total();
        byte[] twoChunks = concat(whole, whole);
        for (int length = 1; length < whole.length; length++) {
            assertTailIsLost(read(Arrays.copyOf(twoChunks, whole.length + length)), all);
        }
    }

    @Test
    void truncationOfARealRecordingLosesOnlyTheTail() throws Exception {
        byte[] whole = small();
        long all = read(whole).ledger().total();
        assertThat(all).isPositive();
        byte[] twoChunks = concat(whole, whole);
        for (int part = 1; part < 100; part++) {
            int length = Math.max(1, (int) (whole.length * (long) part / 100));
            assertTailIsLost(read(Arrays.copyOf(twoChunks, whole.length + length)), all);
        }
    }

    private static void assertTailIsLost(Profile profile, long wholeChunk) {
        assertThat(profile.ledger().total()).isBetween(wholeChunk, 2 * wholeChunk);
        assertThat(profile.ledger().unreadable()).isNotEmpty();
    }

    @Test
    void aRecordingCutBeforeItsConstantsStillCountsItsSamples() throws Exception {
        byte[] whole = small();
        Profile profile = read(Arrays.copyOf(whole, whole.length - 10));
        assertThat(profile.ledger().total()).isEqualTo(read(whole).ledger().total());
        assertThat(profile.ledger().unreadable().get(0).reason()).contains("unfinished");
    }

    /**
     * Each bit of the header, the events, the stacks and their names; of the declarations, most of which are texts, every third, so
     * that all of a byte's bits have their turn. The contents of the chunk are always the same.
     */
    @Test
    void noFlippedBitBreaksTheReader() throws Exception {
        byte[] whole = JdkLayout.recording(21);
        long metadata = 8 * ByteBuffer.wrap(whole).getLong(24);
        for (int bit = 0; bit < 8 * whole.length; bit += bit < metadata ? 1 : 3) {
            whole[bit / 8] ^= (byte) (1 << (bit % 8));
            read(whole);
            whole[bit / 8] ^= (byte) (1 << (bit % 8));
        }
        assertThat(read(whole).ledger().unreadable()).isEmpty();
    }

    @Test
    void garbageOverTheMiddleNeverBreaksTheReader() throws Exception {
        byte[] whole = JdkLayout.recording(17);
        SplittableRandom random = new SplittableRandom(21);
        for (int round = 0; round < 1000; round++) {
            byte[] broken = whole.clone();
            int from = random.nextInt(broken.length);
            int length = Math.min(broken.length - from, 1 + random.nextInt(200));
            byte fill = (byte) (random.nextBoolean() ? 0xFF : random.nextInt(256));
            Arrays.fill(broken, from, from + length, fill);
            read(broken);
        }
    }

    /** Weights that would overflow, or that count backwards, are those of damaged events. */
    @Test
    void absurdWeightsAreDamage() throws Exception {
        for (long weight : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 60}) {
            Path file = Files.write(folder.resolve("weights.jfr"), JdkLayout.recordingOfWeight(weight));
            Profile profile = RecordingReader.read(
                            List.of(file), ReadOptions.defaults().withEvents("lock"))
                    .get(0);
            assertThat(profile.tree().weight()).isEqualTo(5000);
            assertThat(profile.ledger().unreadableEvents()).isEqualTo(1);
        }
    }

    /** The constant pool of symbols declared as numbers: what looks like the number of a text is none. */
    @Test
    void numbersInThePlaceOfTextsAreNoTexts() throws Exception {
        byte[] whole = JdkLayout.recording(17);
        String latin = new String(whole, StandardCharsets.ISO_8859_1);
        // "string" names the field of a symbol; damaged, symbols have no text, and the frames no names.
        byte[] broken = latin.replace("\u0006string", "\u0006strinG").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(broken).isNotEqualTo(whole);
        assertThat(read(broken).ledger().kept()).isEqualTo(read(whole).ledger().kept());
    }

    @Test
    void chunksBehindADamagedHeaderAreRead() throws Exception {
        byte[] whole = small();
        long all = read(whole).ledger().total();
        byte[] damaged = whole.clone();
        Arrays.fill(damaged, 0, 16, (byte) 7);
        Profile profile = read(concat(whole, damaged, whole));
        assertThat(profile.ledger().kept()).isEqualTo(2 * all);
        assertThat(profile.ledger().unreadableBytes()).isEqualTo(whole.length);
        assertThat(profile.ledger().unreadableChunks()).isEqualTo(1);
    }

    @Test
    void anUnfinishedHeaderAsAfterKillIsReadUpToTheEnd() throws Exception {
        byte[] whole = small();
        byte[] killed = whole.clone();
        // Size and offsets are written when a chunk is finished.
        Arrays.fill(killed, 8, 32, (byte) 0);
        Profile profile = read(concat(whole, killed));
        assertThat(profile.ledger().kept()).isEqualTo(2 * read(whole).ledger().kept());
    }

    /** While the JDK writes a chunk, its header says how much of it was flushed last, and that it is not finished. */
    @Test
    void aChunkThatIsBeingWrittenIsReadBeyondItsLastFlush() throws Exception {
        byte[] whole = JdkLayout.recording(17);
        byte[] growing = whole.clone();
        growing[64] = 3;
        ByteBuffer.wrap(growing).putLong(8, ChunkHeader.BYTES + 40);
        Profile profile = read(concat(growing, whole));
        assertThat(profile.ledger().kept()).isEqualTo(2 * read(whole).ledger().kept());
    }

    /** A damaged size may lead to the end of a later event, and only the fields tell that there is one in between. */
    @Test
    void whatALongerEventHidesIsInTheLedger() throws Exception {
        byte[] whole = JdkLayout.recording(17);
        ByteBuffer bytes = ByteBuffer.wrap(whole);
        for (int start = ChunkHeader.BYTES; start + size(bytes, start) < whole.length; start += size(bytes, start)) {
            int next = start + size(bytes, start);
            int both = size(bytes, start) + size(bytes, next);
            byte[] broken = whole.clone();
            broken[start] = (byte) ((both & 0x7F) | 0x80);
            broken[start + 1] = (byte) (both >> 7);
            Path file = Files.write(folder.resolve("longer.jfr"), broken);
            assertThat(EventSummary.of(EventReader.of(file)).losses())
                    .extracting(Ledger.Loss::position, Ledger.Loss::bytes)
                    .contains(tuple((long) next, (long) size(bytes, next)));
            assertThat(read(broken).ledger().unreadableBytes()).isEqualTo(size(bytes, next));
        }
    }

    /** The size of an event here: two bytes. */
    private static int size(ByteBuffer chunk, int event) {
        return (chunk.get(event) & 0x7F) | (chunk.get(event + 1) << 7);
    }

    @Test
    void eventsOfTypesThatNobodyDeclaredAreInTheLedger() throws Exception {
        byte[] whole = JdkLayout.recording(17);
        // The type of the first event, a setting.
        assertThat(whole[ChunkHeader.BYTES + 2]).isEqualTo((byte) JdkLayout.ACTIVE_SETTING);
        whole[ChunkHeader.BYTES + 2] = 7;
        Profile profile = read(whole);
        assertThat(profile.ledger().unreadableEvents()).isEqualTo(1);
        assertThat(profile.ledger().unreadableBytes()).isEqualTo(size(ByteBuffer.wrap(whole), ChunkHeader.BYTES));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 9 | is a flight recording of version 0.9, as Oracle's JDK 7 and 8 wrote it",
                "3 | 1 | is a flight recording of version 3.1, and this reads versions 1 and 2"
            })
    void otherVersionsAreNamed(short major, short minor, String reason) throws Exception {
        byte[] whole = JdkLayout.recording(17);
        ByteBuffer.wrap(whole).putShort(4, major).putShort(6, minor);
        Path plain = Files.write(folder.resolve("other.jfr"), whole);
        Path packed = folder.resolve("other.jfr.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(whole);
        }
        for (Path file : List.of(plain, packed)) {
            assertThatThrownBy(() -> RecordingReader.read(List.of(file), ReadOptions.defaults()))
                    .isInstanceOf(InputException.class)
                    .hasMessageStartingWith(file + ": " + reason);
        }
    }

    @Test
    void aFileThatEndsBeforeItsFirstEventSaysSo() throws Exception {
        Path file = Files.write(folder.resolve("early.jfr"), Arrays.copyOf(JdkLayout.recording(17), 60));
        assertThatThrownBy(() -> RecordingReader.read(List.of(file), ReadOptions.defaults()))
                .hasMessage(file + ": ends within the header of its first chunk");
    }

    @Test
    void whatIsNoRecordingSaysSo() throws Exception {
        Path text = Files.writeString(folder.resolve("notes.txt"), "hello");
        Path empty = Files.createFile(folder.resolve("empty.jfr"));
        assertThatThrownBy(() -> RecordingReader.read(List.of(text), ReadOptions.defaults()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("notes.txt: is not a flight recording");
        assertThatThrownBy(() -> RecordingReader.read(List.of(empty), ReadOptions.defaults()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is empty");
    }
}
