package tallyflame.modules.alerts;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import tallyflame.modules.AlertBatch;

/** Reads byte columns of a data set and says how much there was: {@code PATH BATCH_SIZE COLUMN...}. */
public final class StreamingMain {
    private StreamingMain() {}

    /** Entry point of the JVM with the small heap. */
    public static void main(String[] arguments) throws Exception {
        List<String> columns = Arrays.asList(arguments).subList(2, arguments.length);
        long alerts = 0;
        long bytes = 0;
        try (AlertSource source =
                AlertSource.open(Path.of(arguments[0]), columns, Integer.parseInt(arguments[1]), -1)) {
            for (AlertBatch batch = source.next(); batch != null; batch = source.next()) {
                alerts += batch.size();
                for (String column : columns) {
                    for (byte[] stamp : batch.bytes(column).values()) {
                        bytes += stamp.length;
                    }
                }
            }
        }
        long heap = Runtime.getRuntime().maxMemory() >> 20;
        System.out.println(alerts + " alerts, " + bytes + " bytes of stamps, heap of " + heap + " MB");
    }
}
