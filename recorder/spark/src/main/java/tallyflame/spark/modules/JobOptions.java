package tallyflame.spark.modules;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a job is to do.
 *
 * @param modules names, or {@code all}
 * @param alerts a Parquet file or a folder of such files
 * @param partitions 0: two for each core
 * @param batch most alerts that the module is given at once
 * @param warmup loops before those that are measured
 * @param loops that are measured
 * @param compare whether the same is measured without Spark
 * @param out folder of the driver's for results and figures; {@code null}: none are written
 */
record JobOptions(
        List<String> modules,
        String alerts,
        int partitions,
        int batch,
        int warmup,
        int loops,
        boolean compare,
        String out) {
    static final String USAGE = "arguments: MODULE[,MODULE...]|all ALERTS [--partitions N] [--batch N] [--warmup N]"
            + " [--loops N] [--compare true] [--out DIR]";

    private static final int DEFAULT_BATCH = 512;

    /**
     * Reads arguments.
     *
     * @throws IllegalArgumentException with one line if they are none of these
     */
    static JobOptions of(String... arguments) {
        if (arguments.length < 2 || arguments.length % 2 != 0) {
            throw new IllegalArgumentException(USAGE);
        }
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 2; i < arguments.length; i += 2) {
            options.put(arguments[i], arguments[i + 1]);
        }
        JobOptions parsed = new JobOptions(
                List.of(arguments[0].split(",")),
                arguments[1],
                number(options, "--partitions", 0, 0),
                number(options, "--batch", DEFAULT_BATCH, 1),
                number(options, "--warmup", 1, 0),
                number(options, "--loops", 2, 1),
                Boolean.parseBoolean(options.remove("--compare")),
                options.remove("--out"));
        if (!options.isEmpty()) {
            throw new IllegalArgumentException(
                    "unknown option " + options.keySet().iterator().next() + "; " + USAGE);
        }
        return parsed;
    }

    private static int number(Map<String, String> options, String name, int byDefault, int least) {
        String text = options.remove(name);
        if (text == null) {
            return byDefault;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException(name + " must be a number from " + least + " on, not " + text);
    }
}
