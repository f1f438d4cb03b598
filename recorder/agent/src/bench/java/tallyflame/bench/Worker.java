package tallyflame.bench;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A measured JVM: {@code Worker WORKLOAD THREADS SOURCES_JAR}. Every line on standard input ({@code N} iterations) is
 * answered by one line: the CPU nanoseconds of the working threads over these iterations, and the checksum.
 */
final class Worker {
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    private Worker() {}

    public static void main(String[] args) throws Exception {
        PrintStream answers = System.out;
        System.setOut(System.err);
        int threads = Integer.parseInt(args[1]);
        List<Workload> workloads = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            workloads.add(Workloads.valueOf(args[0]).create(Path.of(args[2])));
        }
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            int iterations = Integer.parseInt(order);
            List<Future<long[]>> results = new ArrayList<>();
            for (Workload workload : workloads) {
                results.add(pool.submit(measure(workload, iterations)));
            }
            long nanos = 0;
            long sum = 0;
            for (Future<long[]> result : results) {
                nanos += result.get()[0];
                sum += result.get()[1];
            }
            answers.println(nanos + " " + sum);
        }
        pool.shutdownNow();
    }

    private static Callable<long[]> measure(Workload workload, int iterations) {
        return () -> {
            long start = CPU.getCurrentThreadCpuTime();
            long sum = 0;
            for (int i = 0; i < iterations; i++) {
                sum = workload.run();
            }
            return new long[] {CPU.getCurrentThreadCpuTime() - start, sum};
        };
    }
}
