package tallyflame.analysis.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tallyflame.analysis.table.Answer;
import tallyflame.analysis.table.Table;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.LineHits;
import tallyflame.counts.MethodCounts;
import tallyflame.counts.file.CountFile;
import tallyflame.runs.cluster.ClusterLine.Task;

/** Where the slowest task of a stage did more work than the task in the middle: by exact counts, if tasks were counted. */
final class MoreWork {
    /** How many lines of a stage are named. */
    private static final int LINES = 5;

    /**
     * A line.
     *
     * @param stage of both tasks
     * @param task the slowest
     * @param hits in it
     * @param median in the task in the middle by time
     */
    private record Row(String stage, long task, String place, long hits, long median) {
        long more() {
            return hits - median;
        }
    }

    private final List<Row> rows;

    private MoreWork(List<Row> rows) {
        this.rows = rows;
    }

    static MoreWork of(ClusterRun run, List<TaskGroup> stages) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (TaskGroup stage : stages) {
            if (stage.used().size() > 1) {
                rows.addAll(rows(run, stage));
            }
        }
        return new MoreWork(rows);
    }

    private static List<Row> rows(ClusterRun run, TaskGroup stage) throws IOException {
        Task slowest = stage.slowest();
        Optional<Path> slow = run.counts(slowest);
        Optional<Path> middle = run.counts(stage.middle());
        if (slow.isEmpty() || middle.isEmpty()) {
            return List.of();
        }
        Map<String, Long> median = hits(middle.get());
        return hits(slow.get()).entrySet().stream()
                .map(line -> new Row(
                        stage.key(),
                        slowest.task(),
                        line.getKey(),
                        line.getValue(),
                        median.getOrDefault(line.getKey(), 0L)))
                .filter(row -> row.more() > 0)
                .sorted(Comparator.comparingLong(Row::more).reversed())
                .limit(LINES)
                .toList();
    }

    private static Map<String, Long> hits(Path file) throws IOException {
        Map<String, Long> hits = new HashMap<>();
        for (ClassCounts type : CountFile.read(file).classes()) {
            for (MethodCounts method : type.methods()) {
                for (LineHits line : method.lines()) {
                    hits.merge(type.name() + "." + method.name() + ":" + line.line(), line.hits(), Long::sum);
                }
            }
        }
        return hits;
    }

    Table<Row> table() {
        return Table.of(rows)
                .caption("Lines that did more work in the slowest task of a stage than in its median task")
                .text("stage", Row::stage)
                .count("task", Row::task)
                .count("hits", Row::hits)
                .count("median task's", Row::median)
                .location("line", Row::place);
    }

    /** The table for people; nothing where there is none. */
    Answer answer() {
        Answer answer = new Answer("", () -> null);
        return rows.isEmpty() ? answer : answer.table(table());
    }
}
