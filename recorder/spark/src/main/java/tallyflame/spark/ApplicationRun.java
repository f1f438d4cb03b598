package tallyflame.spark;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import tallyflame.runs.RunDirectory;
import tallyflame.runs.RunDocument;
import tallyflame.runs.RunDocument.EngineUsed;
import tallyflame.runs.RunDocument.PassResult;
import tallyflame.runs.RunJson;
import tallyflame.runs.ToolVersion;
import tallyflame.spark.conf.Settings;

/** {@code run.json} of an application: one execution of all its JVMs, under one instrument or two. Thread-safe. */
final class ApplicationRun {
    private static final String KIND = "spark";
    private static final String UNKNOWN = "unknown";

    private final RunFolder run;
    private final Settings settings;
    private final String application;
    private final RunDocument.Host host = host();
    private final String started = now();
    private final long began = System.nanoTime();
    private String status = RunDocument.RUNNING;
    private EngineUsed engine;

    /**
     * Of an application that begins now.
     *
     * @param application its name
     */
    ApplicationRun(RunFolder run, Settings settings, String application) {
        this.application = application;
        this.run = run;
        this.settings = settings;
    }

    /** Writes it with a new status. */
    synchronized void write(String newStatus) throws IOException {
        status = newStatus;
        run.put(RunDirectory.RUN_JSON, RunJson.bytes(document()));
    }

    /** Writes down what samples, the first that is known. */
    synchronized void sampledBy(EngineUsed used) throws IOException {
        if (engine == null) {
            engine = used;
            write(status);
        }
    }

    private RunDocument document() {
        String pass = "passes/" + settings.pass().label() + "-1";
        double seconds = (System.nanoTime() - began) / 1e9;
        boolean both = settings.passes().size() > 1;
        return new RunDocument(
                RunDocument.SCHEMA,
                new RunDocument.Tool("tallyflame", ToolVersion.get()),
                KIND,
                status,
                started,
                status.equals(RunDocument.RUNNING) ? null : now(),
                null,
                List.of(application), // a command line of Spark's may hold passwords
                null,
                new RunDocument.Plan(List.of(settings.pass()), 1, 0, 0, 0, 0, List.of(), null, null, null),
                host,
                engine,
                List.of(new PassResult(settings.pass(), 1, pass, both, status, null, null, null, seconds, null)),
                null,
                null,
                null,
                null);
    }

    /** What is known of the driver's machine without a library; executors may run on others. */
    private static RunDocument.Host host() {
        return new RunDocument.Host(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch").toLowerCase(Locale.ROOT),
                UNKNOWN,
                Runtime.getRuntime().availableProcessors(),
                0,
                0,
                UNKNOWN);
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
