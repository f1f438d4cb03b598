package tallyflame.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Spark's own cluster manager: a master and a worker with two cores, each a process.
 *
 * @param master its address
 * @param local where executors have their folders
 */
record Standalone(String master, Path local, List<Process> processes) implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("Starting Spark master at (spark://\\S+)");
    private static final Pattern REGISTERED = Pattern.compile("Registering worker (\\S+)");
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    static Standalone start(Path folder, Path local) throws Exception {
        List<Process> processes = new ArrayList<>();
        try {
            Path log = folder.resolve("master.log");
            processes.add(
                    launch(log, local, "master.Master", "--host", "127.0.0.1", "--port", "0", "--webui-port", "0"));
            String address = await(log, ADDRESS);
            processes.add(launch(
                    folder.resolve("worker.log"),
                    local,
                    "worker.Worker",
                    "--cores",
                    "2",
                    "--memory",
                    "1300m",
                    "--webui-port",
                    "0",
                    "--work-dir",
                    folder.resolve("work").toString(),
                    address));
            await(log, REGISTERED);
            return new Standalone(address, local, processes);
        } catch (Exception | AssertionError e) {
            new Standalone("", local, processes).close();
            throw e;
        }
    }

    private static Process launch(Path log, Path local, String type, String... arguments) throws IOException {
        Path home = Application.sparkHome();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                home + "/jars/*",
                "org.apache.spark.deploy." + type));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("SPARK_HOME", home.toString());
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_DIRS", local.toString());
        return builder.start();
    }

    private static String await(Path log, Pattern said) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<MatchResult> found =
                    said.matcher(Files.readString(log)).results().findFirst();
            if (found.isPresent()) {
                return found.get().group(1);
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new AssertionError(log + " never said " + said + ":\n" + Files.readString(log));
    }

    /** Waits until the worker has removed the folders of executors, which it does once all have ended. */
    void awaitRemoval() throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!Application.files(local, ".jfr").isEmpty() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    @Override
    public void close() {
        processes.forEach(Process::destroy);
        for (Process process : processes) {
            process.onExit().completeOnTimeout(process, 1, TimeUnit.MINUTES).join();
            process.destroyForcibly();
        }
    }
}
