package tallyflame.analysis.benchmarks;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tallyflame.runs.Pass;
import tallyflame.runs.RunDirectory;
import tallyflame.runs.RunDocument;

/**
 * One benchmark with one set of parameters. Component names are the keys of JSON documents.
 *
 * @param name binary name of the method
 * @param mode as JMH abbreviates it: {@code thrpt}, {@code avgt}, {@code sample}, {@code ss}
 * @param parameters as {@code size=10}, empty if it has none
 * @param score JMH's, of the pass without a profiler; NaN if that pass has none
 * @param low lower end of JMH's interval of the score
 * @param counts hits and calls for one operation, by what they are of
 * @param run its counted run directory, {@code null} if it was not counted
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Benchmark(
        String name,
        String mode,
        String parameters,
        double score,
        double low,
        double high,
        String unit,
        Map<String, Double> counts,
        @JsonProperty("run") String run) {
    /** JMH's results of the pass without a profiler. */
    public static final String SCORES = "scores.json";
    /** JMH's results of the counted pass, whose scores are those of counted code and are not read. */
    public static final String COUNTS = "counts.json";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Whether a folder is one that the verb {@code jmh} has made. */
    public static boolean isFolder(Path folder) {
        return Files.isRegularFile(folder.resolve(SCORES));
    }

    /**
     * Reads the benchmarks of a folder.
     *
     * @throws IOException if the scores cannot be read
     */
    public static List<Benchmark> read(Path folder) throws IOException {
        Map<String, Map<String, Double>> counts = new TreeMap<>();
        Path counted = folder.resolve(COUNTS);
        if (Files.exists(counted)) {
            for (JsonNode result : MAPPER.readTree(counted.toFile())) counts.put(key(result), counts(result));
        }
        List<Benchmark> benchmarks = new ArrayList<>();
        for (JsonNode result : MAPPER.readTree(folder.resolve(SCORES).toFile())) {
            JsonNode metric = result.path("primaryMetric");
            JsonNode interval = metric.path("scoreConfidence");
            String key = key(result);
            Path run = folder.resolve("count").resolve(key);
            benchmarks.add(new Benchmark(
                    result.path("benchmark").asText(),
                    result.path("mode").asText(),
                    parameters(result, ", "),
                    metric.path("score").asDouble(Double.NaN),
                    interval.path(0).asDouble(Double.NaN),
                    interval.path(1).asDouble(Double.NaN),
                    metric.path("scoreUnit").asText(),
                    counts.getOrDefault(key, Map.of()),
                    Files.isDirectory(run) ? run.toString() : null));
        }
        return benchmarks;
    }

    /**
     * The benchmarks of which a pass left no whole run, by name and parameters.
     *
     * @throws IOException if the scores cannot be read
     */
    public static List<String> withoutRun(Path folder, Pass pass) throws IOException {
        List<String> without = new ArrayList<>();
        for (JsonNode result : MAPPER.readTree(folder.resolve(SCORES).toFile())) {
            Path run = folder.resolve(pass.label()).resolve(key(result));
            if (!RunDirectory.isRunDirectory(run)
                    || !RunDirectory.open(run).document().status().equals(RunDocument.COMPLETE)) {
                without.add(run.getFileName().toString());
            }
        }
        return without;
    }

    private static Map<String, Double> counts(JsonNode result) {
        Map<String, Double> counts = new TreeMap<>();
        result.path("secondaryMetrics").properties().forEach(metric -> {
            if (metric.getKey().matches("(hits|entered|objects|bytes)\\(.*\\)")) {
                counts.put(metric.getKey(), metric.getValue().path("score").asDouble());
            }
        });
        return counts;
    }

    /** The name of its run directory. */
    private static String key(JsonNode result) {
        String parameters = parameters(result, "-");
        return (result.path("benchmark").asText() + "-" + result.path("mode").asText()
                        + (parameters.isEmpty() ? "" : "-" + parameters))
                .replaceAll("[^\\w.=-]", "_");
    }

    private static String parameters(JsonNode result, String separator) {
        List<String> parameters = new ArrayList<>();
        result.path("params")
                .properties()
                .forEach(entry ->
                        parameters.add(entry.getKey() + "=" + entry.getValue().asText()));
        return String.join(separator, parameters);
    }

    String id() {
        return name + " " + mode + " " + parameters;
    }

    /** Whether a greater score is a faster benchmark. */
    boolean isRate() {
        return mode.equals("thrpt");
    }

    /** Class and method, and the parameters. */
    public String shortName() {
        int method = name.lastIndexOf('.');
        String simple = name.substring(name.lastIndexOf('.', method - 1) + 1);
        return parameters.isEmpty() ? simple : simple + " (" + parameters + ")";
    }
}
