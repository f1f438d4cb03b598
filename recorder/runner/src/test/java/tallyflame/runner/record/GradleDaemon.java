package tallyflame.runner.record;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** A daemon by its name: when its first file is there, it uses a second of CPU time and makes its second file. */
final class GradleDaemon {
    private static final long WORK_NANOS = 1_000_000_000L;

    private GradleDaemon() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        while (!Files.exists(Path.of(arguments[0]))) {
            Thread.sleep(10);
        }
        long begun = cpuNanos();
        while (cpuNanos() < begun + WORK_NANOS) {
            Thread.onSpinWait();
        }
        Files.createFile(Path.of(arguments[1]));
        Thread.sleep(Long.MAX_VALUE);
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
