package tallyflame.recordings;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds the recordings among the arguments of a command line. */
public final class Inputs {
    private Inputs() {}

    /**
     * The recordings of run directories and the recordings named themselves, in order. Of a run directory those of the sampling
     * passes are meant, or those of the JDK's own sampler where there are no others.
     *
     * @throws InputException if a directory is not a run directory or holds no recording
     * @throws NoSuchFileException if a path does not exist
     */
    public static List<Path> resolve(List<Path> inputs) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path input : inputs) {
            if (Files.isDirectory(input)) {
                files.addAll(recordings(input));
            } else if (Files.exists(input)) {
                files.add(input);
            } else {
                throw new NoSuchFileException(input.toString());
            }
        }
        return files;
    }

    private static List<Path> recordings(Path run) throws IOException {
        Path passes = run.resolve("passes");
        if (!Files.isDirectory(passes)) {
            throw new InputException(
                    run, "is not a run directory (it has no folder passes); name a run directory or .jfr files");
        }
        List<Path> files = recordings(passes, "sample-*");
        if (files.isEmpty()) {
            files = recordings(passes, "jfr-[0-9]*");
        }
        if (files.isEmpty()) {
            throw new InputException(run, "holds no recording of a sampling pass; run it again with the pass 'sample'");
        }
        return files;
    }

    private static List<Path> recordings(Path passes, String glob) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(passes, glob)) {
            for (Path folder : folders) {
                try (DirectoryStream<Path> recordings = Files.newDirectoryStream(folder, "*.jfr")) {
                    recordings.forEach(files::add);
                }
            }
        }
        files.sort(null);
        return files;
    }
}
