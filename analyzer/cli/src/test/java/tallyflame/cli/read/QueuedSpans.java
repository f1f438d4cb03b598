package tallyflame.cli.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tallyflame.annotations.Span;

/**
 * A program of two threads for one core: its spans last until the thread has been ready to run, without a core, for some milliseconds.
 * Each line that is printed is of a span: its tag, and the delay that the kernel told right within it and right around it, in nanoseconds.
 */
@SuppressWarnings("try") // spans are only to be closed
final class QueuedSpans {
    static final Path KERNEL = Path.of("/proc/thread-self/schedstat");
    static final int SPANS = 8;
    private static final long LEAST_NANOS = 2_000_000;

    private QueuedSpans() {}

    public static void main(String[] arguments) throws IOException {
        Thread other = new Thread(() -> {
            while (true) Thread.onSpinWait();
        });
        other.setDaemon(true);
        other.start();
        delay(); // classes are loaded
        for (int i = 0; i < SPANS; i++) {
            long around = delay();
            long within;
            try (Span span = Span.of("queued").tag(i)) {
                within = delay();
                long now = within;
                while (now - within < LEAST_NANOS) now = delay();
                within = now - within;
            }
            System.out.println(i + " " + within + " " + (delay() - around));
        }
    }

    private static long delay() throws IOException {
        return Long.parseLong(Files.readString(KERNEL).split(" ", -1)[1]);
    }
}
