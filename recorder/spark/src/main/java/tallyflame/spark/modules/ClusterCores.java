package tallyflame.spark.modules;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.status.api.v1.ExecutorSummary;
import scala.jdk.javaapi.CollectionConverters;

/** The executors of an application, or the driver where that runs the tasks. */
final class ClusterCores {
    private static final Pattern LOCAL_CLUSTER = Pattern.compile("local-cluster\\[ *(\\d+) *, *(\\d+) *,.*");
    private static final long PATIENCE_MILLIS = TimeUnit.MINUTES.toMillis(2);

    private final SparkContext spark;

    ClusterCores(SparkContext spark) {
        this.spark = spark;
    }

    /** All their cores. */
    int cores() {
        try {
            spark.listenerBus().waitUntilEmpty(PATIENCE_MILLIS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("Spark did not tell which executors there are", e);
        }
        return CollectionConverters.asJava(spark.statusStore().executorList(true)).stream()
                .mapToInt(ExecutorSummary::totalCores)
                .sum();
    }

    /** Waits for those that were asked for: rates are for each core, and those that came later would not be among these. */
    void await() throws InterruptedException {
        int expected = Math.max(1, expected(spark.getConf()));
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (cores() < expected && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /** 0 where nobody says how many cores there will be. */
    static int expected(SparkConf conf) {
        Matcher cluster = LOCAL_CLUSTER.matcher(conf.get("spark.master", ""));
        if (cluster.matches()) {
            return Integer.parseInt(cluster.group(1)) * Integer.parseInt(cluster.group(2));
        }
        return Math.max(
                conf.getInt("spark.cores.max", 0),
                conf.getInt("spark.executor.instances", 0) * conf.getInt("spark.executor.cores", 1));
    }
}
