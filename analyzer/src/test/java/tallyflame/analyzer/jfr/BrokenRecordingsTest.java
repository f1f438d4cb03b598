package tallyflame.analyzer.jfr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.analyzer.InputException;
import tallyflame.flamegraphs.Ledger;
import tallyflame.flamegraphs.Profile;

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
            return profiles.isEmpty() ? null : profiles.get(0);
        } catch (InputException e) {
            assertThat(e).hasMessageStartingWith(file.toString());
            return null;
        }
    }

    private static void assertConsistent(Profile profile) {
        Ledger ledger = profile.ledger();
        assertThat(ledger.balanced()).isTrue();
        assertThat(profile.tree().totalSamples()[0]).isEqualTo(ledger.kept());
        assertThat(ledger.unreadableBytes()).isNotNegative();
    }

    private static byte[] concat(byte[]... parts) {
        ByteBuffer all = ByteBuffer.allocate(
                Arrays.stream(parts).mapToInt(part -> part.length).sum());
        Arrays.stream(parts).forEach(all::put);
        return all.array();
    }

    @Test
    void truncationAtAnyByteLosesOnlyTheTail() throws Exception {
        byte[] whole = small();
        long all = read(whole).ledger().total();
        assertThat(all).isPositive();
        byte[] twoChunks = concat(whole, whole);
        int step = Math.max(1, whole.length / 4000);
        for (int length = 1; length < whole.length; length += step) {
            Profile profile = read(Arrays.copyOf(twoChunks, whole.length + length));
            assertConsistent(profile);
            assertThat(profile.ledger().kept()).isBetween(all, 2 * all);
            assertThat(profile.ledger().unreadable()).isNotEmpty();
        }
    }

    @Test
    void aRecordingCutBeforeItsConstantsStillCountsItsSamples() throws Exception {
        byte[] whole = small();
        Profile profile = read(Arrays.copyOf(whole, whole.length - 10));
        assertThat(profile.ledger().total()).isEqualTo(read(whole).ledger().total());
        assertThat(profile.ledger().unreadable().get(0).reason()).contains("unfinished");
    }

    @Test
    void flippedBitsNeverBreakTheReader() throws Exception {
        byte[] whole = small();
        SplittableRandom random = new SplittableRandom(20);
        for (int round = 0; round < 4000; round++) {
            byte[] broken = whole.clone();
            int flips = 1 + random.nextInt(4);
            for (int flip = 0; flip < flips; flip++) {
                broken[random.nextInt(broken.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Profile profile = read(broken);
            if (profile != null) {
                assertConsistent(profile);
            }
        }
    }

    /** Damaged declarations make the reader misread what is whole: stacks whose frames take no bytes, fields that are not there. */
    @Test
    void flippedBitsInTheMetadataNeverBreakTheReader() throws Exception {
        byte[] whole = small();
        int metadata = (int) ByteBuffer.wrap(whole).getLong(24);
        for (long bit = 8L * metadata; bit < 8L * Math.min(whole.length, metadata + 16_384); bit += 3) {
            byte[] broken = whole.clone();
            broken[(int) (bit / 8)] ^= (byte) (1 << (bit % 8));
            Profile profile = read(broken);
            if (profile != null) {
                assertConsistent(profile);
            }
        }
    }

    @Test
    void garbageOverTheMiddleNeverBreaksTheReader() throws Exception {
        byte[] whole = small();
        SplittableRandom random = new SplittableRandom(21);
        for (int round = 0; round < 1000; round++) {
            byte[] broken = whole.clone();
            int from = random.nextInt(broken.length);
            int length = Math.min(broken.length - from, 1 + random.nextInt(200));
            byte fill = (byte) (random.nextBoolean() ? 0xFF : random.nextInt(256));
            Arrays.fill(broken, from, from + length, fill);
            Profile profile = read(broken);
            if (profile != null) {
                assertConsistent(profile);
            }
        }
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
