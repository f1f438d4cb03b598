package tallyflame.runner.launch;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import tallyflame.runner.directory.AtomicFiles;
import tallyflame.runner.directory.RunDirectory;

/** Makes one flight recording of the chunks that a killed JVM left in its repository: chunks may simply be joined. */
final class PassLeftovers {
    private PassLeftovers() {}

    /** Joins the chunks if the recording was not written, and removes the repository. */
    static void gather(Path passDirectory) throws IOException {
        Path recording = passDirectory.resolve(RunDirectory.FLIGHT_RECORDING);
        Path repository = passDirectory.resolve(RunDirectory.REPOSITORY);
        if (!Files.isDirectory(repository)) {
            return;
        }
        List<Path> chunks = RunDirectory.repositoryChunks(passDirectory);
        boolean written = Files.exists(recording) && Files.size(recording) > 0;
        if (!written && !chunks.isEmpty()) {
            AtomicFiles.write(recording, temporary -> join(chunks, temporary));
        }
        try (Stream<Path> files = Files.walk(repository)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static void join(List<Path> chunks, Path target) throws IOException {
        try (OutputStream out = Files.newOutputStream(target)) {
            for (Path chunk : chunks) {
                Files.copy(chunk, out);
            }
        }
    }
}
