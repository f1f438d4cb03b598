package tallyflame.runner.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tallyflame.runs.EnvironmentException;
import tallyflame.runs.RunDirectory;

/**
 * Keeps recordings from filling the disk: a JVM ends its program where JFR cannot write any more. While it watches, recordings
 * are ended as long as there is room for what ending them writes. A spare file is given up when it is closed, so that there is room
 * to say what became of the run.
 */
final class SpaceGuard implements AutoCloseable {
    /** Whatever the recordings write between two looks, and what the profiler writes at its end. */
    private static final long RESERVE = 32L << 20;

    private static final int SPARE_BYTES = 1 << 20;
    private static final long PERIOD_MILLIS = 250;
    private static final double MEBIBYTE = 1 << 20;

    private final Path directory;
    private final Path spare;
    private final long began = System.nanoTime();
    private final CountDownLatch closed = new CountDownLatch(1);
    private Thread watcher;
    private volatile String stopped;

    /** Ends what is recorded now; called again for what has begun to be recorded meanwhile. */
    interface Stop {
        void now() throws InterruptedException;
    }

    private SpaceGuard(Path directory) {
        this.directory = directory;
        spare = directory.resolve("spare");
    }

    /**
     * Guards what is recorded into a directory.
     *
     * @throws EnvironmentException if there is too little space left to begin with
     */
    static SpaceGuard of(Path directory) throws IOException, EnvironmentException {
        SpaceGuard guard = new SpaceGuard(directory);
        if (guard.low()) {
            throw new EnvironmentException(String.format(
                    Locale.ROOT,
                    "%s: only %.0f MiB left on its device, and a recording needs %.0f; free some, or choose another place with --out",
                    directory,
                    guard.left() / MEBIBYTE,
                    guard.needed() / MEBIBYTE));
        }
        Files.write(guard.spare, new byte[SPARE_BYTES]);
        return guard;
    }

    /** Whether recordings have to end now. */
    boolean low() throws IOException {
        return left() < needed();
    }

    private long left() throws IOException {
        return Files.getFileStore(directory).getUsableSpace();
    }

    /** At its end a JVM copies the chunks of its flight recording into one file. */
    private long needed() throws IOException {
        Path repository = directory.resolve(RunDirectory.REPOSITORY);
        return RESERVE + (Files.isDirectory(repository) ? size(repository) : 0);
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> entries = Files.walk(folder)) {
            List<Path> files = entries.toList();
            return files.stream().mapToLong(file -> file.toFile().length()).sum();
        }
    }

    /** Remembers that recordings were ended. */
    void stop() throws IOException {
        if (stopped == null) {
            stopped = String.format(
                    Locale.ROOT,
                    "the recording was ended after %.0f s, when only %.0f MiB were left on its device; what was recorded until then is"
                            + " kept",
                    (System.nanoTime() - began) / 1e9,
                    left() / MEBIBYTE);
        }
    }

    /** Watches in a thread of its own until it is closed. */
    void watch(Stop stop) {
        watcher = new Thread(() -> look(stop), "tallyflame-space-guard");
        watcher.setDaemon(true);
        watcher.start();
    }

    private void look(Stop stop) {
        try {
            while (!closed.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS)) {
                try {
                    if (stopped != null || low()) {
                        stop();
                        stop.now();
                    }
                } catch (IOException e) {
                    // A chunk that is just being moved, or a file system that does not tell its space: looked at again.
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What to say where recordings were ended; {@code null} where they were not. */
    String stopped() {
        return stopped;
    }

    /** Ends the watch and gives up the spare file. */
    @Override
    public void close() throws IOException {
        closed.countDown();
        try {
            if (watcher != null) {
                watcher.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Files.deleteIfExists(spare);
    }
}
