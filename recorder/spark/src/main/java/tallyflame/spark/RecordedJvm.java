package tallyflame.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.util.ShutdownHookManager;
import tallyflame.annotations.Mark;
import tallyflame.runner.inside.OwnRecording;
import tallyflame.runner.record.RemoteCounters;
import tallyflame.runs.EnvironmentException;
import tallyflame.runs.Pass;
import tallyflame.runs.RunDirectory;
import tallyflame.runs.RunDocument.EngineUsed;
import tallyflame.spark.conf.Settings;

/**
 * This JVM under its instruments, until it is stopped. What they have finished is taken to the run directory every few seconds, and
 * when the JVM has nothing to do.
 */
final class RecordedJvm {
    private static final Duration PERIOD = Duration.ofSeconds(5);
    private static final long LOOK_MILLIS = 250;
    /** Spark's own hooks have 30 more than those that close file systems. */
    private static final int BEFORE_SPARK = FileSystem.SHUTDOWN_HOOK_PRIORITY + 31;

    /** A JVM is ended where its flight recording cannot be written any more. */
    private static final long LEAST_SPACE = 64L << 20;

    private final RunFolder run;
    private final String directory;
    private final Staging staging;
    private final Problems problems;
    private OwnRecording recording;
    private String refused;
    private Path counts;
    private long taken = System.nanoTime();
    private Future<?> looking;
    private final Runnable hook = this::stop;
    private final Object end = new Object();
    private boolean ended;
    private volatile boolean idle;
    private volatile boolean tasks;
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "tallyflame");
        thread.setDaemon(true);
        return thread;
    });

    private RecordedJvm(RunFolder run, String directory, Staging staging, Problems problems) {
        this.run = run;
        this.directory = directory;
        this.staging = staging;
        this.problems = problems;
    }

    /** What goes wrong here, and how that leaves tasks unprofiled; {@code null} if it does not. */
    interface Problems {
        void tell(String text, String unprofiled);
    }

    /**
     * Puts the instruments to work. What does not work is a problem, and the others go on.
     *
     * @param staging for chunks that wait; removed at the end
     * @param id of the executor, or {@code driver}
     * @throws IOException if the run directory cannot be written, or there is no room for recordings
     */
    static RecordedJvm start(Settings settings, RunFolder run, String id, Staging staging, Problems problems)
            throws IOException, InterruptedException {
        String directory = "passes/" + settings.pass().label() + "-1/jvms/"
                + ProcessHandle.current().pid() + "-" + id;
        run.files().mkdirs(new org.apache.hadoop.fs.Path(run.root(), directory));
        RecordedJvm jvm = new RecordedJvm(run, directory, staging, problems);
        if (jvm.low()) {
            throw new IOException(jvm.lowText());
        }
        jvm.begin(settings);
        jvm.looking = jvm.ticker.scheduleWithFixedDelay(jvm::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        ShutdownHookManager.get().addShutdownHook(jvm.hook, BEFORE_SPARK);
        return jvm;
    }

    private void begin(Settings settings) throws IOException, InterruptedException {
        if (settings.passes().contains(Pass.COUNT)) {
            try {
                counts = count(settings);
            } catch (EnvironmentException e) {
                refuse("not counted: " + e.getMessage());
            }
        }
        if (settings.passes().contains(Pass.SAMPLE)) {
            try {
                recording = OwnRecording.start(staging.folder(), settings.event(), settings.interval());
            } catch (EnvironmentException e) {
                refuse("not sampled: " + e.getMessage());
            }
        }
    }

    private void refuse(String reason) {
        refused = refused == null ? reason : refused + "; " + reason;
        problems.tell(reason, null);
    }

    /** Which of its instruments does not work, and why; {@code null} if all do. */
    String refused() {
        return refused;
    }

    /** The agent is there if the JVM was started with it, else a process beside this one attaches it. */
    private Path count(Settings settings) throws IOException, EnvironmentException, InterruptedException {
        RemoteCounters counters = RemoteCounters.of(ProcessHandle.current().pid());
        return Mark.isPossible()
                ? counters.obey(RemoteCounters.Order.DUMP)
                : counters.start(settings.count(), false, staging.folder().resolve(RunDirectory.COUNTS));
    }

    /** Where its files are, in the run directory; {@code null} if none of its instruments works. */
    String directory() {
        return recording == null && counts == null ? null : directory;
    }

    /** The engine that samples; {@code null} if none does. */
    EngineUsed engine() {
        return recording == null ? null : recording.engine();
    }

    /** Says that tasks run here, so that what the JVM counts in all is not more than they do. */
    void runsTasks() {
        tasks = true;
    }

    /** Says that nothing is to be done, which is a good time to take what there is. */
    void idle() {
        idle = true;
    }

    private void look() {
        try {
            if (recording != null && low()) {
                problems.tell(lowText(), lowText());
                stopRecording();
            } else if (idle || System.nanoTime() - taken > PERIOD.toNanos()) {
                idle = false;
                take();
                taken = System.nanoTime();
            }
        } catch (IOException | RuntimeException e) {
            problems.tell("what was recorded could not be taken to the run directory: " + e, null);
        }
    }

    private synchronized void take() throws IOException {
        if (recording != null) {
            recording.take(this::put);
        }
    }

    /** Whether exact counts are to be had here. */
    boolean counted() {
        return counts != null;
    }

    /** Keeps what a task has counted. */
    void putTask(long task, byte[] counted) throws IOException {
        put(RunDirectory.TASK_COUNTS + "/" + task + ".tfc", counted);
    }

    private void put(String name, byte[] content) throws IOException {
        run.put(directory + "/" + name, content);
    }

    private boolean low() throws IOException {
        return Files.getFileStore(staging.folder()).getUsableSpace() < LEAST_SPACE;
    }

    private String lowText() {
        return "not sampled: there is too little space on the device of " + staging.folder();
    }

    private synchronized void stopRecording() throws IOException {
        OwnRecording ending = recording;
        recording = null;
        if (ending != null) {
            ending.stop(this::put);
        }
    }

    /**
     * Ends the instruments but for the counters, which end with the JVM, and takes the rest. A second call waits for the first: an
     * executor that is told to stop may be terminated while it does, and the JVM's end would not wait.
     */
    void stop() {
        synchronized (end) {
            if (!ended) {
                ended = true;
                stopOnce();
            }
        }
    }

    private void stopOnce() {
        if (!ShutdownHookManager.get().isShutdownInProgress()) {
            forget();
        }
        looking.cancel(false);
        ticker.shutdown();
        try {
            ticker.awaitTermination(1, TimeUnit.MINUTES);
            stopRecording();
            if (counts != null && !tasks) {
                putCounts();
            }
            if (counts == null || !counts.startsWith(staging.folder())) { // else the agent still writes into it
                staging.remove();
            }
        } catch (IOException | EnvironmentException | RuntimeException e) {
            problems.tell(
                    "the last that was recorded could not be taken to the run directory: " + e,
                    "the last chunk could not be taken to the run directory");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A JVM may have one application after the other. */
    private void forget() {
        try {
            ShutdownHookManager.get().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM has begun to end in this very moment: the hook waits for what is done here.
        }
    }

    /** The counts of the whole JVM, which is what a driver's are that runs no tasks; counting ends, so that they are whole. */
    private void putCounts() throws IOException, EnvironmentException, InterruptedException {
        Path written = RemoteCounters.of(ProcessHandle.current().pid()).obey(RemoteCounters.Order.STOP);
        put(RunDirectory.COUNTS, Files.readAllBytes(written));
    }
}
