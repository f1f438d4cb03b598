package tallyflame.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream.BLOCKSIZE;
import net.jpountz.lz4.LZ4FrameOutputStream.FLG;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tallyflame.flamegraphs.Profile;

/** Compressed recordings read like those that they were made from. */
@Tag("any-jdk")
class CompressedRecordingsTest {
    @TempDir
    private Path folder;

    private static Profile read(Path file) throws Exception {
        return RecordingReader.read(
                        List.of(file), ReadOptions.defaults().withEvents("cpu").withSamples(true))
                .get(0);
    }

    private static void assertSame(Path compressed, Path original) throws Exception {
        Profile expected = read(original);
        assertThat(Sampled.of(read(compressed), false).counts())
                .isEqualTo(Sampled.of(expected, false).counts())
                .isNotEmpty();
    }

    @Test
    void gzip() throws Exception {
        Path file = folder.resolve("a.jfr.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            Files.copy(Recordings.jdk(), out);
        }
        assertSame(file, Recordings.jdk());
    }

    @Test
    void zipOfRecordings() throws Exception {
        Path file = folder.resolve("a.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String name : List.of("1.jfr", "2.jfr")) {
                out.putNextEntry(new ZipEntry(name));
                Files.copy(Recordings.jdk(), out);
            }
        }
        assertThat(read(file).ledger().kept())
                .isEqualTo(2 * read(Recordings.jdk()).ledger().kept());
    }

    /** A few bytes unpack to any number of zeros: what cannot be a recording is not unpacked to the end. */
    @ParameterizedTest
    @ValueSource(strings = {"gz", "zip"})
    void whatUnpacksToNoChunkIsRefusedAtOnce(String format) throws Exception {
        Path file = folder.resolve("zeros." + format);
        try (OutputStream raw = Files.newOutputStream(file);
                OutputStream out = format.equals("gz") ? new GZIPOutputStream(raw) : entry(raw, "zeros.jfr")) {
            byte[] zeros = new byte[1 << 20];
            for (int megabyte = 0; megabyte < 80; megabyte++) {
                out.write(zeros);
            }
            // Only what is unpacked to the end can hold this.
            Files.copy(Recordings.jdk(), out);
        }
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(InputException.class)
                .hasMessage(file + ": is not a flight recording (no chunk header found)");
    }

    private static ZipOutputStream entry(OutputStream raw, String name) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(raw);
        zip.putNextEntry(new ZipEntry(name));
        return zip;
    }

    @Test
    void filesBesideTheRecordingsOfAZipArePassedOver() throws Exception {
        Path file = folder.resolve("mixed.zip");
        try (ZipOutputStream out = entry(Files.newOutputStream(file), "notes.txt")) {
            out.write(new byte[3 << 20]);
            out.putNextEntry(new ZipEntry("1.jfr"));
            Files.copy(Recordings.jdk(), out);
        }
        assertSame(file, Recordings.jdk());
    }

    @Test
    void lz4() throws Exception {
        Path file = folder.resolve("a.jfr.lz4");
        FLG.Bits[] flags = {FLG.Bits.BLOCK_INDEPENDENCE, FLG.Bits.CONTENT_CHECKSUM, FLG.Bits.BLOCK_CHECKSUM};
        try (OutputStream out =
                new LZ4FrameOutputStream(Files.newOutputStream(file), BLOCKSIZE.SIZE_64KB, -1L, flags)) {
            Files.copy(Recordings.jdk(), out);
        }
        assertThat(Files.size(file)).isLessThan(Files.size(Recordings.jdk()));
        assertSame(file, Recordings.jdk());
    }

    /** Blocks that refer to those before them, as some writers make them, and frames one after the other. */
    @Test
    void lz4OfDependentBlocksAndSeveralFrames() throws Exception {
        Path file = folder.resolve("linked.lz4");
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int frame = 0; frame < 2; frame++) {
                FramedLZ4CompressorOutputStream lz4 = new FramedLZ4CompressorOutputStream(
                        out,
                        new FramedLZ4CompressorOutputStream.Parameters(
                                FramedLZ4CompressorOutputStream.BlockSize.K64, true, true, true));
                Files.copy(Recordings.jdk(), lz4);
                lz4.finish();
            }
        }
        Profile twice = read(file);
        assertThat(twice.ledger().unreadable()).isEmpty();
        assertThat(twice.ledger().kept())
                .isEqualTo(2 * read(Recordings.jdk()).ledger().kept());
    }

    /** A changed byte that leaves the frames readable shows in their checksums. */
    @Test
    void checksumsOfLz4AreVerified() throws Exception {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        FLG.Bits[] flags = {FLG.Bits.BLOCK_INDEPENDENCE, FLG.Bits.CONTENT_CHECKSUM};
        try (OutputStream out = new LZ4FrameOutputStream(frame, BLOCKSIZE.SIZE_64KB, -1L, flags)) {
            Files.copy(Recordings.jdk(), out);
        }
        byte[] bytes = frame.toByteArray();
        bytes[bytes.length - 1] ^= 1;
        Profile profile = read(Files.write(folder.resolve("checksum.lz4"), bytes));
        assertThat(profile.ledger().kept())
                .isEqualTo(read(Recordings.jdk()).ledger().kept());
        assertThat(profile.ledger().unreadable()).singleElement().satisfies(loss -> assertThat(loss.reason())
                .contains("content checksum"));
    }

    @Test
    void aCutOffFileIsReadAsFarAsItGoes() throws Exception {
        Path whole = folder.resolve("whole.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(whole))) {
            Files.copy(Recordings.jdk(), out);
            Files.copy(Recordings.jdk(), out);
        }
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = Files.write(folder.resolve("cut.gz"), Arrays.copyOf(bytes, bytes.length * 3 / 4));
        Profile profile = read(cut);
        assertThat(profile.ledger().kept())
                .isGreaterThanOrEqualTo(read(Recordings.jdk()).ledger().kept());
        assertThat(profile.ledger().unreadable())
                .anyMatch(loss -> loss.reason().contains("compressed data is cut off"));
        assertThat(profile.ledger().balanced()).isTrue();
    }

    /** Damage within compressed data costs what comes behind it, whichever way the data is compressed. */
    @Test
    void damagedCompressedDataIsReadUpToTheDamage() throws Exception {
        for (FuzzCorpus.Seed seed : FuzzCorpus.recordings()) {
            if (List.of("gzip", "zip", "lz4").contains(seed.name())) {
                byte[] broken = seed.bytes().clone();
                for (int at = 4; at < broken.length; at += 11) {
                    broken[at] ^= 0x55;
                    RecordingFuzzTarget.fuzzerTestOneInput(broken);
                    broken[at] ^= 0x55;
                }
            }
        }
    }
}
