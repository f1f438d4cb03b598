package tallyflame.analysis.fleet;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/** The lock of a store, for one thread of one process; the operating system takes it back from a process that dies. */
final class StoreLock implements AutoCloseable {
    /** Locks of files are of processes, not of threads. */
    private static final ReentrantLock THREADS = new ReentrantLock();

    private final FileChannel file;
    private final FileLock lock;

    private StoreLock(FileChannel file, FileLock lock) {
        this.file = file;
        this.lock = lock;
    }

    /** Waits until it is free. */
    static StoreLock take(Path folder) throws IOException {
        THREADS.lock();
        try {
            FileChannel file =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            return new StoreLock(file, file.lock());
        } catch (IOException | RuntimeException e) {
            THREADS.unlock();
            throw e;
        }
    }

    boolean held() {
        return lock.isValid();
    }

    @Override
    public void close() throws IOException {
        try {
            file.close();
        } finally {
            THREADS.unlock();
        }
    }
}
