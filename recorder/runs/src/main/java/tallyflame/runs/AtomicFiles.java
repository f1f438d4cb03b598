package tallyflame.runs;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that are either complete or absent: written under a temporary name next to the target, which no message mentions, and renamed. */
public final class AtomicFiles {
    /** Writes the content of a file to a path that is not the final one yet. */
    @FunctionalInterface
    public interface Content {
        void writeTo(Path temporary) throws IOException;
    }

    private AtomicFiles() {}

    /**
     * Writes a file, and makes the folders that it is to lie in; an older one of that name is replaced at once, and stays when
     * writing fails.
     *
     * @throws IOException if it cannot be written; the temporary file is removed then
     */
    public static void write(Path target, Content content) throws IOException {
        makeFolder(target);
        Path temporary = target.resolveSibling(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            content.writeTo(temporary);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (FileSystemException e) {
            throw temporary.toString().equals(e.getFile()) ? unwritable(target, e) : e;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void makeFolder(Path target) throws IOException {
        try {
            Files.createDirectories(target.toAbsolutePath().getParent());
        } catch (FileSystemException e) {
            throw unwritable(target, e);
        }
    }

    private static IOException unwritable(Path target, FileSystemException e) {
        boolean denied = e instanceof AccessDeniedException;
        String reason = denied
                ? "permission denied"
                : e instanceof FileAlreadyExistsException ? e.getFile() + " is not a folder" : e.getReason();
        return new IOException(target + ": cannot be written: " + reason, e);
    }
}
