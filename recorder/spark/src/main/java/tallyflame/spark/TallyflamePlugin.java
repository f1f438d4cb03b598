package tallyflame.spark;

import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.SparkPlugin;

/**
 * {@code spark.plugins=tallyflame.spark.TallyflamePlugin}: records driver and executors and marks tasks. What fails here is logged
 * and written into the run directory, and the application goes on as if there were no plugin.
 */
public final class TallyflamePlugin implements SparkPlugin {
    @Override
    public DriverPlugin driverPlugin() {
        return new DriverComponent();
    }

    @Override
    public ExecutorPlugin executorPlugin() {
        return new ExecutorComponent();
    }
}
