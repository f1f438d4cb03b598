package tallyflame.analysis.fleet;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** The name of a batch that is being written, and the lock that says so until its writer is done or dead. */
public final class Batch implements AutoCloseable {
    private static final String LOCK = ".lock";

    private final String name;
    private final Path path;
    private final FileChannel file;

    private Batch(String name, Path path, FileChannel file) {
        this.name = name;
        this.path = path;
        this.file = file;
    }

    /** A new one; the caller holds the lock of the store. */
    static Batch begin(Path writers) throws IOException {
        String name = UUID.randomUUID().toString();
        Path path = writers.resolve(name + LOCK);
        FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        if (file.tryLock() == null) {
            throw new IOException(path + ": cannot be locked");
        }
        return new Batch(name, path, file);
    }

    /** Whether nobody writes a batch any more; the caller holds the lock of the store. */
    static boolean isOver(Path writers, String name) throws IOException {
        Path path = writers.resolve(name + LOCK);
        if (!Files.exists(path)) {
            return true;
        }
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE);
                FileLock lock = file.tryLock()) {
            return lock != null;
        } catch (OverlappingFileLockException ofThisProcess) {
            return false;
        }
    }

    /** Name of the batch and of its files, without suffix. */
    public String name() {
        return name;
    }

    /** Says that it is no longer written. */
    @Override
    public void close() throws IOException {
        file.close();
        Files.deleteIfExists(path);
    }
}
