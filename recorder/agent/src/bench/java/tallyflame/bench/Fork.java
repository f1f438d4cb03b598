package tallyflame.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One worker JVM under one variant, driven over its standard input and output. */
final class Fork implements AutoCloseable {
    private final Process process;
    private final Writer orders;
    private final BufferedReader answers;
    private final Path folder;

    Fork(Options options, Path java, String jvmOption, Workloads workload, int threads) throws IOException {
        folder = Files.createTempDirectory("bench-fork");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                java.toString(),
                "-Xms1g",
                "-Xmx1g",
                jvmOption.replace("%s", workload.counted).replace("%d", folder.toString()),
                "-cp",
                options.classpath(),
                Worker.class.getName(),
                workload.name(),
                Integer.toString(threads),
                options.sources().toString()));
        process = builder.redirectError(folder.resolve("stderr").toFile()).start();
        orders = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.US_ASCII);
        answers = process.inputReader(StandardCharsets.US_ASCII);
    }

    /** CPU nanoseconds of the working threads, and the checksum. */
    long[] run(int iterations) throws IOException {
        String answer = null;
        if (process.isAlive()) {
            orders.write(iterations + "\n");
            orders.flush();
            answer = answers.readLine();
        }
        if (answer == null) {
            throw new IOException("the worker JVM died: " + Files.readString(folder.resolve("stderr")));
        }
        String[] parts = answer.split(" ");
        return new long[] {Long.parseLong(parts[0]), Long.parseLong(parts[1])};
    }

    @Override
    public void close() throws IOException {
        try {
            if (process.isAlive()) {
                orders.close();
            }
            process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        for (java.io.File file : folder.toFile().listFiles()) {
            Files.deleteIfExists(file.toPath());
        }
        Files.delete(folder);
    }
}
