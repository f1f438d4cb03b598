package tallyflame.runner.launch;

import java.nio.file.Path;
import java.util.List;

/**
 * What the module threads do.
 *
 * @param module name of the science module
 * @param classPath jars and folders of the user's own modules
 * @param alerts file or folder
 * @param limit most alerts, below 0 for all
 * @param batch most alerts a batch
 * @param threads module threads
 */
public record Workload(String module, List<Path> classPath, Path alerts, long limit, int batch, int threads) {
    /** Alerts of a batch unless told otherwise. */
    public static final int DEFAULT_BATCH = 512;

    /** All alerts of a path, by one thread. */
    public static Workload of(String module, Path alerts) {
        return new Workload(module, List.of(), alerts, -1, DEFAULT_BATCH, 1);
    }
}
