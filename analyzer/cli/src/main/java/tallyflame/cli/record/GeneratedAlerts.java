package tallyflame.cli.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import tallyflame.modules.generate.AlertGenerator;
import tallyflame.runs.ToolVersion;

/** The alerts that runs use when none are named: generated, the same every time, and kept next to the runs. */
final class GeneratedAlerts {
    static final int COUNT = 1000;
    private static final long SEED = 1;

    private GeneratedAlerts() {}

    /**
     * The folder of the alerts, which is written if it is not there yet.
     *
     * @param runs folder that holds runs
     */
    static Path in(Path runs) throws IOException {
        Path folder = runs.resolve("alerts-" + COUNT + "-" + ToolVersion.get());
        if (!Files.isDirectory(folder)) {
            Path unfinished = runs.resolve(
                    "." + folder.getFileName() + "." + ProcessHandle.current().pid());
            AlertGenerator.write(unfinished, COUNT, SEED);
            moveUnlessThere(unfinished, folder);
        }
        return folder;
    }

    /** Another process may have been quicker; its alerts are the same. */
    private static void moveUnlessThere(Path unfinished, Path folder) throws IOException {
        try {
            Files.move(unfinished, folder);
        } catch (IOException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
            try (Stream<Path> files = Files.walk(unfinished)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
