package tallyflame.spark;

import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.spark.SparkConf;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;
import tallyflame.runs.RunDocument.EngineUsed;
import tallyflame.runs.cluster.ClusterLine;
import tallyflame.spark.conf.Settings;

/** What driver and executors have in common: one half of the plugin in one JVM. */
final class Component {
    private static final Logger LOG = LoggerFactory.getLogger(TallyflamePlugin.class);
    /** Where an application runs in the driver's JVM alone, that has both halves. */
    private static RecordedJvm recorded;

    private static final int MOST_PROBLEMS = 100;

    private final Set<String> said = ConcurrentHashMap.newKeySet();
    private final PluginContext context;
    private final Settings settings;
    private final Consumer<ClusterLine> driver;
    private RunFolder run;
    private RecordedJvm jvm;
    private boolean owner;

    private Component(PluginContext context, Settings settings, Consumer<ClusterLine> driver) {
        this.context = context;
        this.settings = settings;
        this.driver = driver;
    }

    /**
     * Of one JVM.
     *
     * @param driver where the driver is told
     * @throws IllegalArgumentException if the configuration cannot be used
     */
    static Component of(PluginContext context, Consumer<ClusterLine> driver) {
        SparkConf conf = context.conf();
        Settings.unknown(Arrays.stream(conf.getAll()).map(Tuple2::_1))
                .forEach(key -> LOG.warn("Tallyflame: {} is no key of this plugin", key));
        return new Component(context, Settings.of(key -> conf.get(key, null)), driver);
    }

    Settings settings() {
        return settings;
    }

    RunFolder run() {
        return run;
    }

    RecordedJvm jvm() {
        return jvm;
    }

    /** Finds the run directory of the application. */
    void open(String application) throws IOException {
        run = RunFolder.of(settings.dir(), application, SparkHadoopUtil.get().newConfiguration(context.conf()));
    }

    /** Records this JVM, unless the other half does, and tells the driver. */
    void record() throws IOException, InterruptedException {
        synchronized (Component.class) {
            owner = recorded == null;
            if (owner) {
                Staging staging = Staging.of(System.getenv(), context.conf().get("spark.master", ""));
                recorded = RecordedJvm.start(settings, run, context.executorID(), staging, this::problem);
                tell(recorded.directory(), recorded.engine(), recorded.refused());
            }
            jvm = recorded;
        }
    }

    /** Says that this JVM is not recorded. */
    void unrecorded(String reason) {
        LOG.warn("Tallyflame: nothing is recorded here: {}; the application goes on", reason);
        tell(null, null, reason);
    }

    private void tell(String directory, EngineUsed engine, String problem) {
        driver.accept(ClusterLine.of(new ClusterLine.Jvm(
                context.executorID(), ProcessHandle.current().pid(), directory, engine, problem)));
    }

    private void problem(String text, String unprofiled) {
        if (said.size() > MOST_PROBLEMS || !said.add(text)) {
            return; // the same may happen to every task
        }
        LOG.warn("Tallyflame: {}; the application goes on", text);
        driver.accept(ClusterLine.of(new ClusterLine.Problem(context.executorID(), text, unprofiled)));
    }

    /** Ends what was begun here. */
    void stop() {
        synchronized (Component.class) {
            if (owner && jvm != null) {
                jvm.stop();
                recorded = null; // a JVM may have one application after the other
                owner = false;
            }
        }
    }

    /** Something that must not harm the application. */
    interface Attempt {
        void run() throws Exception;
    }

    /**
     * Tries something: no exception leaves this, because one that leaves a plugin ends its executor.
     *
     * @param failed is told what went wrong
     */
    static void attempt(Attempt attempt, Consumer<String> failed) {
        try {
            attempt.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail("interrupted", failed);
        } catch (Exception | LinkageError e) {
            fail(e.getMessage() == null || e instanceof LinkageError ? e.toString() : e.getMessage(), failed);
        }
    }

    private static void fail(String reason, Consumer<String> failed) {
        try {
            failed.accept(reason);
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("Tallyflame: {}; nobody could be told: {}", reason, e.toString());
        }
    }

    /** Tries something; what goes wrong is written down. */
    void attempt(String what, Attempt attempt) {
        attempt(attempt, reason -> problem(what + ": " + reason, null));
    }
}
