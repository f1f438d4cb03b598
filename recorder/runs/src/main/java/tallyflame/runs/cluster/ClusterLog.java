package tallyflame.runs.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tallyflame.runs.RunDirectory;
import tallyflame.runs.cluster.ClusterLine.Application;
import tallyflame.runs.cluster.ClusterLine.Task;

/**
 * The lines of {@code cluster.jsonl}.
 *
 * @param lines in the order in which they were written
 * @param whole whether the last line is whole; it is not where the driver was killed while it wrote it
 */
public record ClusterLog(List<ClusterLine> lines, boolean whole) {
    /** Name of the file, in the run directory. */
    public static final String FILE = "cluster.jsonl";

    private static final ObjectMapper MAPPER =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** Copies the list. */
    public ClusterLog {
        lines = List.copyOf(lines);
    }

    private static final Pattern TASK_FILE = Pattern.compile("(\\d{1,18})\\.tfc");

    /** The task whose counts a file holds, by its name; empty if it is another file. */
    public static OptionalLong taskOf(Path file) {
        Matcher name = TASK_FILE.matcher(file.getFileName().toString());
        boolean ofTask = name.matches() && file.getParent().endsWith(RunDirectory.TASK_COUNTS);
        return ofTask ? OptionalLong.of(Long.parseLong(name.group(1))) : OptionalLong.empty();
    }

    /**
     * The attempt of each stage and partition whose output was used, by the number of its task. The results of a last stage are taken
     * as they come, so that the first that succeeded counts; the output of any other stage is looked up where it was last
     * written, so that the last counts: it was made again because the one before was lost.
     */
    public Map<Long, Task> used() {
        Map<List<Integer>, Task> byPartition = new LinkedHashMap<>();
        for (ClusterLine line : lines) {
            Task task = line.task();
            if (task != null && task.outcome().equals(Task.SUCCEEDED)) {
                byPartition.merge(
                        List.of(task.stage(), task.partition()), task, (before, now) -> now.result() ? before : now);
            }
        }
        Map<Long, Task> used = new LinkedHashMap<>();
        byPartition.values().forEach(task -> used.put(task.task(), task));
        return used;
    }

    /** A line as it is written, without its end. */
    public static String text(ClusterLine line) {
        try {
            return MAPPER.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /**
     * Reads a line.
     *
     * @throws IOException if it is none
     */
    public static ClusterLine line(String text) throws IOException {
        return MAPPER.readValue(text, ClusterLine.class);
    }

    /**
     * Reads a file.
     *
     * @throws IOException naming the file and the line that is none, or a schema that is newer
     */
    public static ClusterLog read(Path file) throws IOException {
        List<String> texts = Files.readAllLines(file);
        List<ClusterLine> lines = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            try {
                lines.add(line(texts.get(i)));
            } catch (JsonProcessingException e) {
                if (i == texts.size() - 1) {
                    return new ClusterLog(lines, false);
                }
                throw new IOException(file + ": line " + (i + 1) + " is no JSON: " + e.getOriginalMessage(), e);
            }
        }
        return new ClusterLog(lines, true).checked(file);
    }

    private ClusterLog checked(Path file) throws IOException {
        Application first = lines.isEmpty() ? null : lines.get(0).application();
        if (first == null) {
            throw new IOException(file + ": does not begin with its application; it is no log of one");
        }
        if (first.schema() > ClusterLine.SCHEMA) {
            throw new IOException(file + ": has schema " + first.schema() + ", and this version reads schema "
                    + ClusterLine.SCHEMA + "; read it with the version that wrote it");
        }
        return this;
    }
}
