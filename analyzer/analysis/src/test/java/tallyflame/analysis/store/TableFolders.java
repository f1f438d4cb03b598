package tallyflame.analysis.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Run directories that hold nothing but tables, for tests of what reads them. */
public final class TableFolders {
    private TableFolders() {}

    /** Makes one with random samples. */
    public static Path make(Path parent, String name, long seed) throws IOException {
        SyntheticRun run = new SyntheticRun(parent, name, seed);
        new Store(parent, true, source -> {}).tables(run, SyntheticRun.ALL);
        Files.delete(run.recording());
        return parent.resolve(name);
    }
}
