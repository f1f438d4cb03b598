package tallyflame.spark;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.TaskFailedReason;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tallyflame.runs.cluster.ClusterLine;
import tallyflame.runs.cluster.ClusterLog;

/** The half of the plugin that is in an executor. */
final class ExecutorComponent implements ExecutorPlugin {
    private static final Logger LOG = LoggerFactory.getLogger(TallyflamePlugin.class);

    /** What an executor is called that is in the driver's JVM. */
    private static final String LOCAL = "driver";

    private final AtomicInteger running = new AtomicInteger();
    private Component component;
    /** Begins where the application has no id yet; {@code null} otherwise, and once it has begun. */
    private PluginContext later;
    /** {@code null} where this executor is not recorded. */
    private volatile TaskMarks marks;

    @Override
    public void init(PluginContext context, Map<String, String> unused) {
        Component.attempt(
                () -> component = Component.of(context, line -> send(context, line)),
                reason -> LOG.warn("Tallyflame: nothing is recorded here: {}", reason));
        if (component == null) {
            return;
        }
        if (context.executorID().equals(LOCAL)) {
            later = context;
        } else {
            Component.attempt(() -> begin(context), component::unrecorded);
        }
    }

    /** In the driver's JVM, executors begin before the application has an id. */
    private synchronized void beginNow() {
        if (later != null) {
            PluginContext context = later;
            later = null;
            Component.attempt(() -> begin(context), component::unrecorded);
        }
    }

    private static void send(PluginContext context, ClusterLine line) {
        try {
            context.send(ClusterLog.text(line));
        } catch (IOException | RuntimeException e) {
            LOG.warn("Tallyflame: the driver cannot be told: {}", e.toString());
        }
    }

    private void begin(PluginContext context) throws IOException, InterruptedException {
        if (!component.settings().includes(context.executorID())) {
            component.unrecorded("not in the fraction of the executors that are recorded");
            return;
        }
        String application = context.conf().get("spark.app.id");
        component.open(application);
        component.record();
        RecordedJvm jvm = component.jvm();
        jvm.runsTasks();
        marks = new TaskMarks(application, jvm.counted() ? jvm::putTask : null);
    }

    @Override
    public void onTaskStart() {
        beginNow();
        if (marks != null) {
            running.incrementAndGet();
            component.attempt("a task is not marked", marks::begin);
        }
    }

    @Override
    public void onTaskSucceeded() {
        if (marks != null) {
            component.attempt("a task has no counts", marks::succeeded);
            ended();
        }
    }

    @Override
    public void onTaskFailed(TaskFailedReason reason) {
        if (marks != null) {
            component.attempt("a task is not marked", () -> marks.failed(reason.toErrorString()));
            ended();
        }
    }

    /** The JVM may be ended as soon as it has nothing to do. */
    private void ended() {
        if (running.decrementAndGet() == 0) {
            component.jvm().idle();
        }
    }

    @Override
    public void shutdown() {
        if (component != null) {
            component.attempt("the end of the recording is missing", component::stop);
        }
    }
}
