package tallyflame.spark.modules;

import java.io.IOException;
import java.nio.file.Path;
import tallyflame.modules.AlertBatch;
import tallyflame.modules.ModuleRegistry;
import tallyflame.modules.ScienceModule;
import tallyflame.modules.alerts.AlertSource;
import tallyflame.runner.fork.BatchProcessor;

/**
 * All modules over alerts without Spark, one alert at a time: what is counted in it for each alert, tasks count as well. Arguments:
 * the alerts, and how often.
 */
public final class ModulesAlone {
    private ModulesAlone() {}

    /** Goes over the alerts. */
    public static void main(String[] arguments) throws IOException {
        Path alerts = Path.of(arguments[0]);
        int times = Integer.parseInt(arguments[1]);
        for (ScienceModule module :
                ModuleRegistry.load(ModulesAlone.class.getClassLoader()).all()) {
            run(module, alerts, times);
        }
    }

    private static void run(ScienceModule module, Path alerts, int times) throws IOException {
        BatchProcessor processor = new BatchProcessor(module);
        var columns = module.columns();
        for (int time = 0; time < times; time++) {
            try (AlertSource source = AlertSource.open(alerts, columns, 1, -1)) {
                for (AlertBatch batch = source.next(); batch != null; batch = source.next()) {
                    BatchResult.of(batch, module, processor.process(batch), Time.NONE, Time.NONE);
                }
            }
        }
    }
}
