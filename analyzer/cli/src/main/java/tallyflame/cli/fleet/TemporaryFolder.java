package tallyflame.cli.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tallyflame.analysis.store.Store;

/** A folder for what does not fit into memory, deleted in the end. */
record TemporaryFolder(Path path) implements AutoCloseable {
    static TemporaryFolder make() throws IOException {
        return new TemporaryFolder(Files.createTempDirectory("tallyflame-fleet"));
    }

    @Override
    public void close() throws IOException {
        Store.delete(path);
    }
}
