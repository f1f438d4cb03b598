package tallyflame.spark;

import java.io.IOException;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tallyflame.runs.RunDocument;
import tallyflame.runs.cluster.ClusterLine;
import tallyflame.runs.cluster.ClusterLog;

/** The half of the plugin that is in the driver: it writes down what only the driver knows. */
final class DriverComponent implements DriverPlugin {
    private static final Logger LOG = LoggerFactory.getLogger(TallyflamePlugin.class);

    private SparkContext spark;
    private Component component;
    /** {@code null} where the run directory cannot be written. */
    private volatile ClusterWriter lines;

    private volatile ApplicationRun document;

    @Override
    public Map<String, String> init(SparkContext context, PluginContext plugin) {
        spark = context;
        Component.attempt(
                () -> component = Component.of(plugin, this::write),
                reason -> LOG.warn("Tallyflame: nothing is recorded: {}", reason));
        return Map.of();
    }

    /** Called once the application has an id. */
    @Override
    public void registerMetrics(String application, PluginContext plugin) {
        if (component != null) {
            Component.attempt(
                    () -> begin(application),
                    reason -> LOG.warn("Tallyflame: nothing is written down about this application: {}", reason));
        }
    }

    private void begin(String application) throws IOException {
        component.open(application);
        document = new ApplicationRun(component.run(), component.settings(), spark.appName());
        document.write(RunDocument.RUNNING);
        lines = ClusterWriter.open(component.run());
        write(ClusterLine.of(
                new ClusterLine.Application(ClusterLine.SCHEMA, application, spark.appName(), spark.version())));
        spark.addSparkListener(new ApplicationListener(lines));
        if (component.settings().driver()) {
            Component.attempt(component::record, component::unrecorded);
        } else {
            component.unrecorded("the driver is not recorded, as spark.tallyflame.driver says");
        }
    }

    private void write(ClusterLine line) {
        ClusterWriter out = lines;
        if (out == null) {
            return;
        }
        out.write(line);
        out.flush();
        if (line.jvm() != null && line.jvm().engine() != null) {
            component.attempt(
                    "run.json cannot be written",
                    () -> document.sampledBy(line.jvm().engine()));
        }
    }

    /** What executors say. */
    @Override
    public Object receive(Object message) {
        if (message instanceof String text) {
            Component.attempt(() -> write(ClusterLog.line(text)), reason -> LOG.warn("Tallyflame: {}", reason));
        }
        return null;
    }

    @Override
    public void shutdown() {
        if (component != null) {
            component.attempt("the end of the driver's recording is missing", component::stop);
        }
        if (lines != null) {
            component.attempt("run.json cannot be written", () -> document.write(RunDocument.COMPLETE));
            lines.close();
        }
    }
}
