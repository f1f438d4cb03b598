package tallyflame.cli.record;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Where runs go if nobody says where: {@code tallyflame-runs/<name>-<time>} in the current folder. */
final class RunFolders {
    static final Path RUNS = Path.of("tallyflame-runs");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    private RunFolders() {}

    /** A folder that does not exist yet. */
    static Path fresh(String name) {
        Path folder = RUNS.resolve(
                name + "-" + LocalDateTime.now(ZoneId.systemDefault()).format(TIME));
        Path free = folder;
        for (int number = 2; Files.exists(free); number++) {
            free = folder.resolveSibling(folder.getFileName() + "-" + number);
        }
        return free;
    }
}
