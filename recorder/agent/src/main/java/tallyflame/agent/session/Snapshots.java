package tallyflame.agent.session;

import java.io.IOException;

/**
 * Has a file written again and again, and once more at the end; a failure is reported and keeps nothing else from being written.
 * The first snapshots follow each other quickly, so that little is lost of a JVM that is killed at once, then less and
 * less, until the interval is reached. It is counted from the start of one snapshot to that of the next.
 */
final class Snapshots {
    private static final long FIRST_MILLIS = 20;
    /** Until the interval is reached, writing takes at most one part in so many of the time. */
    private static final long SHARE = 10;

    private final Options options;
    private final Recorder<?> recorder;
    private final Thread thread = new Thread(this::run, "tallyflame-snapshots");
    private boolean finished;

    Snapshots(Options options, Recorder<?> recorder) {
        this.options = options;
        this.recorder = recorder;
        thread.setDaemon(true);
    }

    void begin() {
        thread.start();
    }

    private void run() {
        try {
            long pause = FIRST_MILLIS;
            long taken = 0;
            while (!isFinished()) {
                pause = Math.min(Math.max(pause, SHARE * taken), options.intervalMillis());
                Thread.sleep(Math.max(pause - taken, 1));
                long began = System.nanoTime();
                writeQuietly(false);
                taken = (System.nanoTime() - began) / 1_000_000;
                pause *= 2;
            }
        } catch (InterruptedException e) {
            // Nobody interrupts this thread but finish().
        }
    }

    private synchronized boolean isFinished() {
        return finished;
    }

    /** Has the final file written; later calls do nothing. */
    synchronized void finish() {
        if (finished) return;
        writeQuietly(true);
        finished = true;
        thread.interrupt();
    }

    /** Has the file written now, as one that may be the last: the JVM is about to be halted. */
    void beforeHalt() {
        writeQuietly(true);
    }

    /** Has the file written now. */
    synchronized void now() throws IOException {
        if (!finished) recorder.write(false);
    }

    /** Has everything begin at zero. */
    synchronized void reset() throws IOException {
        recorder.reset();
        now();
    }

    private synchronized void writeQuietly(boolean complete) {
        if (finished) return;
        try {
            recorder.write(complete);
        } catch (Throwable e) {
            Log.error("cannot write " + options.out() + ": " + e);
        }
    }
}
