package tallyflame.analysis.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import tallyflame.flamegraphs.Profile;
import tallyflame.recordings.InputException;
import tallyflame.recordings.ReadOptions;

/** What Jazzer calls with bytes that may be a file of another profiler; the first byte chooses pprof or text. */
public final class ForeignFuzzTarget {
    private static final Path FOLDER = temporary();

    private ForeignFuzzTarget() {}

    private static Path temporary() {
        try {
            return Files.createTempDirectory("fuzz");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the bytes behind the first one. */
    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
        if (bytes.length > 0) {
            Path file = FOLDER.resolve(bytes[0] == 'p' ? "a.pb" : "a.txt");
            Files.write(file, Arrays.copyOfRange(bytes, 1, bytes.length));
            try {
                Evidence.open(file).samples(ReadOptions.defaults()).forEach(ForeignFuzzTarget::check);
            } catch (InputException e) {
                return;
            }
        }
    }

    private static void check(Profile profile) {
        long samples = profile.tree().samples();
        if (!profile.ledger().balanced() || profile.ledger().kept() != samples) {
            throw new IllegalStateException(samples + " samples in the tree, " + profile.ledger());
        }
    }
}
