package tallyflame.dist;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the build made, and processes that use it far from the clone, with a home of their own. */
record Installed(Path folder) {
    private static final Path BUILT = Path.of(System.getProperty("tallyflame.built"));

    static final String VERSION = System.getProperty("tallyflame.version");

    /**
     * How a process ended.
     *
     * @param out standard output
     * @param err standard error
     */
    record Ended(int exitCode, String out, String err) {}

    /** A file that the build made, such as {@code tallyflame-VERSION.jar}. */
    static Path built(String start, String end) {
        Path file = BUILT.resolve(start + VERSION + end);
        if (!Files.isRegularFile(file)) {
            throw new IllegalStateException(file + " was not built");
        }
        return file;
    }

    /** DuckDB's jar for this platform. */
    static Path duckDb() {
        File[] files = Objects.requireNonNull(
                BUILT.resolve("files").toFile().listFiles((folder, name) -> name.startsWith("duckdb_jdbc")));
        return files[0].toPath();
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin/java").toString();
    }

    Ended run(String... command) throws IOException, InterruptedException {
        return run(Map.of(), List.of(command));
    }

    Ended run(Map<String, String> environment, List<String> command) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command));
        builder.directory(folder.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("TALLYFLAME_CACHE", folder.resolve("cache").toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        int exitCode = builder.start().waitFor();
        return new Ended(exitCode, Files.readString(out), Files.readString(err));
    }
}
