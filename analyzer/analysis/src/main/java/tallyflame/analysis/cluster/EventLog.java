package tallyflame.analysis.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tallyflame.recordings.InputException;
import tallyflame.runs.cluster.ClusterLine;
import tallyflame.runs.cluster.ClusterLine.Application;
import tallyflame.runs.cluster.ClusterLine.Executor;
import tallyflame.runs.cluster.ClusterLine.Job;
import tallyflame.runs.cluster.ClusterLine.Stage;
import tallyflame.runs.cluster.ClusterLine.Task;
import tallyflame.runs.cluster.ClusterLog;

/**
 * Reads Spark's own log of events (its {@code JsonProtocol}), one file or the folder of a log that is rolled, as they are or compressed
 * by zstd, as what the plugin writes.
 */
final class EventLog {
    private static final Pattern ROLLED = Pattern.compile("events_(\\d+)_.*");
    private static final Pattern OTHER_CODEC = Pattern.compile(".*\\.(lz4|lzf|snappy)(\\.inprogress)?");
    private static final int LONGEST_REASON = 500;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final List<ClusterLine> lines = new ArrayList<>();
    private String spark = "";
    private Application application;
    private boolean whole = true;

    private EventLog() {}

    /**
     * Reads a log.
     *
     * @throws InputException if it is none, or compressed by another codec
     */
    static ClusterLog read(Path log) throws IOException {
        EventLog events = new EventLog();
        for (Path file : files(log)) {
            events.readFile(file);
        }
        if (events.application == null) {
            throw new InputException(log, "has no event of the start of an application; name an event log of Spark");
        }
        events.lines.add(0, ClusterLine.of(events.application));
        return new ClusterLog(events.lines, events.whole);
    }

    private static List<Path> files(Path log) throws IOException {
        if (!Files.isDirectory(log)) {
            return List.of(log);
        }
        try (Stream<Path> entries = Files.list(log)) {
            List<Path> files = entries.filter(entry -> number(entry).isPresent())
                    .sorted(Comparator.comparing(entry -> number(entry).orElseThrow()))
                    .toList();
            if (files.isEmpty()) {
                throw new InputException(
                        log, "holds no events_N_… file; name the folder of one application's event log");
            }
            return files;
        }
    }

    private static Optional<Long> number(Path file) {
        Matcher name = ROLLED.matcher(file.getFileName().toString());
        return name.matches() ? Optional.of(Long.parseLong(name.group(1))) : Optional.empty();
    }

    private void readFile(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (OTHER_CODEC.matcher(name).matches()) {
            throw new InputException(
                    file, "is compressed by a codec that is not read here; set spark.eventLog.compression.codec=zstd");
        }
        boolean zstd = name.contains(".zstd");
        try (InputStream in = Files.newInputStream(file);
                InputStream plain = zstd ? new ZstdInputStream(in).setContinuous(true) : in;
                BufferedReader reader = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
            long number = 1;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                add(file, number++, line);
            }
        } catch (ZstdIOException e) {
            throw new InputException(file, "is damaged, or not compressed by zstd: " + e.getMessage(), e);
        }
    }

    /** The last line is cut off where the driver was killed, or still runs. */
    private void add(Path file, long number, String line) throws IOException {
        if (!whole) {
            throw new InputException(
                    file, "line " + (number - 1) + " is no JSON, and others follow; the file is damaged");
        }
        try {
            add(MAPPER.readTree(line));
        } catch (JsonProcessingException e) {
            if (number == 1) {
                throw new InputException(file, "is no event log of Spark: " + e.getOriginalMessage(), e);
            }
            whole = false;
        }
    }

    private void add(JsonNode event) {
        switch (event.path("Event").asText()) {
            case "SparkListenerLogStart" -> spark = event.path("Spark Version").asText();
            case "SparkListenerApplicationStart" ->
                application = new Application(
                        ClusterLine.SCHEMA,
                        event.path("App ID").asText(),
                        event.path("App Name").asText(),
                        spark);
            case "SparkListenerExecutorAdded" -> lines.add(ClusterLine.of(added(event)));
            case "SparkListenerExecutorRemoved" ->
                lines.add(ClusterLine.of(new Executor(
                        event.path("Executor ID").asText(),
                        null,
                        0,
                        brief(event.path("Removed Reason").asText()))));
            case "SparkListenerJobStart" -> lines.add(ClusterLine.of(job(event)));
            case "SparkListenerStageSubmitted" -> lines.add(ClusterLine.of(stage(event.path("Stage Info"))));
            case "SparkListenerTaskEnd" -> lines.add(ClusterLine.of(task(event)));
            default -> {} // tells nothing of tasks
        }
    }

    private static Executor added(JsonNode event) {
        JsonNode info = event.path("Executor Info");
        return new Executor(
                event.path("Executor ID").asText(),
                info.path("Host").asText(),
                info.path("Total Cores").asInt(),
                null);
    }

    private static Job job(JsonNode event) {
        List<Integer> stages = new ArrayList<>();
        event.path("Stage IDs").forEach(id -> stages.add(id.asInt()));
        JsonNode properties = event.path("Properties");
        return new Job(
                event.path("Job ID").asInt(),
                stages,
                properties.path("spark.job.description").asText(null),
                properties.path("spark.jobGroup.id").asText(null),
                properties.path("spark.sql.execution.id").asText(null));
    }

    private static Stage stage(JsonNode info) {
        return new Stage(
                info.path("Stage ID").asInt(),
                info.path("Stage Attempt ID").asInt(),
                info.path("Stage Name").asText(),
                info.path("Number of Tasks").asInt());
    }

    private static Task task(JsonNode event) {
        JsonNode task = event.path("Task Info");
        JsonNode metrics = event.path("Task Metrics");
        JsonNode read = metrics.path("Shuffle Read Metrics");
        JsonNode write = metrics.path("Shuffle Write Metrics");
        boolean succeeded =
                event.path("Task End Reason").path("Reason").asText().equals("Success");
        return new Task(
                event.path("Stage ID").asInt(),
                event.path("Stage Attempt ID").asInt(),
                task.path("Partition ID").asInt(task.path("Index").asInt()),
                task.path("Attempt").asInt(),
                task.path("Task ID").asLong(),
                task.path("Executor ID").asText(),
                event.path("Task Type").asText().equals("ResultTask"),
                task.path("Speculative").asBoolean(),
                succeeded ? Task.SUCCEEDED : task.path("Killed").asBoolean() ? "killed" : "failed",
                succeeded ? null : reason(event.path("Task End Reason")),
                task.path("Launch Time").asLong(),
                task.path("Finish Time").asLong(),
                metrics.path("Executor Run Time").asLong(),
                metrics.path("Executor CPU Time").asLong(),
                metrics.path("JVM GC Time").asLong(),
                metrics.path("Executor Deserialize Time").asLong(),
                metrics.path("Result Serialization Time").asLong(),
                read.path("Fetch Wait Time").asLong(),
                read.path("Remote Bytes Read").asLong()
                        + read.path("Local Bytes Read").asLong(),
                read.path("Total Records Read").asLong(),
                write.path("Shuffle Write Time").asLong(),
                write.path("Shuffle Bytes Written").asLong(),
                metrics.path("Memory Bytes Spilled").asLong(),
                metrics.path("Disk Bytes Spilled").asLong());
    }

    private static String reason(JsonNode end) {
        for (String key : List.of("Description", "Kill Reason", "Loss Reason", "Message")) {
            if (end.has(key)) {
                return brief(end.path("Reason").asText() + ": " + end.path(key).asText());
            }
        }
        return end.path("Reason").asText();
    }

    /** The first line, without stack traces. */
    private static String brief(String reason) {
        String first = reason.lines().findFirst().orElse("");
        return first.length() > LONGEST_REASON ? first.substring(0, LONGEST_REASON) : first;
    }
}
