package tallyflame.runner.launch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import tallyflame.runs.EnvironmentException;
import tallyflame.runs.RunDirectory;

/**
 * The lock of a run directory, held while a run is written into it. The system releases that of a process that was killed; its
 * file then stays and locks nobody out.
 */
final class RunLock implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;

    private RunLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Locks a directory that exists.
     *
     * @throws EnvironmentException if another run is being written into it
     */
    static RunLock of(Path root) throws IOException, EnvironmentException {
        Path file = root.resolve(RunDirectory.LOCK);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!locked(channel)) {
            channel.close();
            throw new EnvironmentException(root + ": another run is being written into it; choose another with --out");
        }
        return new RunLock(file, channel);
    }

    private static boolean locked(FileChannel channel) {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            return true; // some network file systems know no locks; they shall be written to all the same
        }
    }

    /** Removes the file while it is still locked, so that it is never another run's that is removed. */
    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            Files.deleteIfExists(file);
            channel.close();
        }
    }
}
