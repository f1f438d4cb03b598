package tallyflame.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that are either complete or absent: written under a temporary name next to the target and renamed. */
public final class AtomicFiles {
    /** Writes the content of a file to a path that is not the final one yet. */
    @FunctionalInterface
    public interface Content {
        void writeTo(Path temporary) throws IOException;
    }

    private AtomicFiles() {}

    /**
     * Writes a file; an older one of that name is replaced at once, and stays when writing fails.
     *
     * @throws IOException if it cannot be written; the temporary file is removed then
     */
    public static void write(Path target, Content content) throws IOException {
        Path temporary = target.resolveSibling(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            content.writeTo(temporary);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
