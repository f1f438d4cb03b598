package tallyflame.recordings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tallyflame.flamegraphs.FrameDetail;

/** What Jazzer calls with bytes that may be a recording, compressed or not. */
public final class RecordingFuzzTarget {
    private static final Path FILE = temporary();

    private RecordingFuzzTarget() {}

    private static Path temporary() {
        try {
            Path file = Files.createTempFile("fuzz", ".jfr");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the bytes twice: all kinds with their single samples, and the most telling kind with two threads in the fast way. */
    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
        Files.write(FILE, bytes);
        read(ReadOptions.defaults().withSamples(true).withParallelism(1));
        read(ReadOptions.defaults()
                .withPrimaryEvent()
                .withThread("m*")
                .withDetail(FrameDetail.METHODS)
                .withParallelism(2));
    }

    private static void read(ReadOptions options) throws IOException {
        try {
            RecordingReader.read(List.of(FILE), options).forEach(RecordingInvariants::check);
        } catch (InputException e) {
            // The one way to say that a file is no recording or holds nothing readable.
            return;
        }
    }
}
