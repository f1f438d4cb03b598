package tallyflame.spark.job;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import scala.Tuple2;

/**
 * An application of two stages with a shuffle between them. Arguments: items, partitions and, if an executor is to die by
 * {@code kill -9} in the second stage, a file that is not there yet; or {@code --terminate}: all executors are ended by {@code SIGTERM} once
 * they have nothing more to do.
 */
public final class CountedJob {
    /** Keys of the shuffle. */
    private static final int KEYS = 10;

    private static final String TERMINATE = "--terminate";

    private CountedJob() {}

    /**
     * What the application does, reckoned without Spark.
     *
     * @param steps calls of {@link Work#step}
     * @param spins calls of what it calls in its loop
     * @param sum its result
     */
    public record Expected(long steps, long spins, long sum) {}

    /** What it does with so many items. */
    public static Expected expected(int items) {
        long[] sums = new long[KEYS];
        long spins = 0;
        for (int item = 0; item < items; item++) {
            sums[item % KEYS] += Work.step(item);
            spins += item % 7;
        }
        long sum = 0;
        for (long one : sums) {
            int last = (int) (one & 0xffff);
            sum += Work.step(last);
            spins += last % 7;
        }
        return new Expected(items + KEYS, spins, sum);
    }

    /** Prints {@code SUM} and what it is. */
    public static void main(String[] arguments) {
        int items = Integer.parseInt(arguments[0]);
        int partitions = Integer.parseInt(arguments[1]);
        boolean terminated = arguments.length > 2 && arguments[2].equals(TERMINATE);
        String killed = arguments.length > 2 && !terminated ? arguments[2] : null;
        try (JavaSparkContext spark = new JavaSparkContext(new SparkConf().setAppName("counted job"))) {
            List<Integer> input = IntStream.range(0, items).boxed().toList();
            spark.setJobDescription("sums by remainder");
            long sum = spark.parallelize(input, partitions)
                    .mapToPair(item -> new Tuple2<>(item % KEYS, Work.step(item)))
                    .reduceByKey(Long::sum, 2)
                    .map(pair -> second(pair._2(), killed))
                    .reduce(Long::sum);
            System.out.println("SUM " + sum);
            if (terminated) {
                terminateExecutors();
            }
        }
    }

    private static long second(long sum, String killed) throws IOException, InterruptedException {
        if (killed != null && TaskContext.getPartitionId() == 0 && first(Path.of(killed))) {
            long pid = ProcessHandle.current().pid();
            new ProcessBuilder("kill", "-9", Long.toString(pid)).start().waitFor();
        }
        return Work.step((int) (sum & 0xffff));
    }

    /** Those of {@code local-cluster[…]} are children of the driver. */
    private static void terminateExecutors() {
        List<ProcessHandle> executors = ProcessHandle.current().children().toList();
        executors.forEach(ProcessHandle::destroy);
        executors.forEach(executor -> executor.onExit().join());
    }

    private static boolean first(Path marker) throws IOException {
        try {
            Files.createFile(marker);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }
}
