package tallyflame.cli.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tallyflame.runner.instruments.UnpackedFile;
import tallyflame.runs.EnvironmentException;

/** Where Spark is. */
final class SparkHome {
    private static final String VARIABLE = "SPARK_HOME";
    private static final Path SUBMIT = Path.of("bin", "spark-submit");

    private SparkHome() {}

    /**
     * The program that submits applications: of {@code SPARK_HOME}, else of what {@code scripts/spark-home} laid out in the user's
     * cache.
     *
     * @param home folder of the user
     * @throws EnvironmentException if there is none; the message says how to get one
     */
    static Path submit(Map<String, String> environment, String home) throws EnvironmentException {
        String named = environment.getOrDefault(VARIABLE, "");
        if (!named.isEmpty()) {
            Path submit = Path.of(named).resolve(SUBMIT);
            if (!Files.isExecutable(submit)) {
                throw new EnvironmentException(VARIABLE + " is " + named + ", which has no " + SUBMIT
                        + "; name the folder of a Spark 4 with Scala 2.13");
            }
            return submit;
        }
        Path cache = UnpackedFile.cache(environment, home);
        return laidOut(cache)
                .orElseThrow(() -> new EnvironmentException("there is no Spark on this machine: set " + VARIABLE
                        + " to the folder of a Spark 4 with Scala 2.13, or let scripts/spark-home lay one out in "
                        + cache));
    }

    private static Optional<Path> laidOut(Path cache) {
        try (Stream<Path> entries = Files.list(cache)) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith("spark-")
                            && Files.exists(entry.resolve("RELEASE")))
                    .max(Comparator.naturalOrder())
                    .map(entry -> entry.resolve(SUBMIT));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
