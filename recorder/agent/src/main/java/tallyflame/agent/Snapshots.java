package tallyflame.agent;

/** Has a file written every interval, and once more at the end; a failure is reported and keeps nothing else from being written. */
final class Snapshots {
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
            while (!isFinished()) {
                Thread.sleep(options.intervalMillis());
                write(false);
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
        write(true);
        finished = true;
        thread.interrupt();
    }

    private synchronized void write(boolean complete) {
        if (finished) return;
        try {
            recorder.write(complete);
        } catch (Throwable e) {
            Log.error("cannot write " + options.out() + ": " + e);
        }
    }
}
