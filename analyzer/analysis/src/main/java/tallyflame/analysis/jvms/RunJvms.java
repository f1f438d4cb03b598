package tallyflame.analysis.jvms;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tallyflame.analysis.counts.CountSums;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.analysis.evidence.Jvm;
import tallyflame.analysis.table.Table;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.LineHits;
import tallyflame.flamegraphs.Ledger;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.Quantity;
import tallyflame.recordings.ReadOptions;
import tallyflame.runs.JvmProcess;
import tallyflame.runs.RunDirectory;
import tallyflame.runs.RunDocument.PassResult;

/**
 * The JVMs of runs, those that recorded nothing included.
 *
 * @param rows one for each, pass by pass
 * @param balance how the JVMs add up to the whole: one line for the samples and one for the hits, where there are any
 */
public record RunJvms(List<Row> rows, List<String> balance) {
    /**
     * One JVM.
     *
     * @param process what is known about it
     * @param status exit status of the command that it belongs to; {@code null} if it is not known
     * @param samples kept, of the event that the tables are about; {@code null} if it was not sampled
     * @param hits of all its counted lines; {@code null} if it was not counted
     */
    public record Row(JvmProcess process, Integer status, Long samples, Long hits) {}

    /** None known. */
    public static final RunJvms NONE = new RunJvms(List.of(), List.of());

    /** Copies the lists. */
    public RunJvms {
        rows = List.copyOf(rows);
        balance = List.copyOf(balance);
    }

    /**
     * Lists them. Where an execution has several, each is read by itself and held against the whole.
     *
     * @param evidence one run
     * @param options which samples
     * @param whole the samples of all of them, if there are any
     */
    public static RunJvms of(Evidence evidence, ReadOptions options, Optional<Profile> whole) throws IOException {
        List<Row> rows = new ArrayList<>();
        Set<JvmProcess> seen = new HashSet<>();
        List<Ledger> ledgers = new ArrayList<>();
        Set<Jvm> sampled = new HashSet<>();
        evidence.sampled().forEach(fork -> sampled.addAll(fork.jvms()));
        boolean several = several(evidence);
        for (Jvm jvm : evidence.jvms()) {
            JvmProcess process = jvm.described();
            seen.add(process);
            Ledger ledger =
                    several && sampled.contains(jvm) && whole.isPresent() ? ledger(jvm, options, whole.get()) : null;
            if (ledger != null) {
                ledgers.add(ledger);
            }
            rows.add(new Row(
                    process, status(jvm.result()), ledger == null ? null : ledger.kept(), several ? hits(jvm) : null));
        }
        List<String> balance = new ArrayList<>();
        whole.filter(profile -> ledgers.size() > 1).ifPresent(profile -> balance.add(samples(ledgers, profile)));
        if (several && evidence.countFiles().size() > 1) {
            balance.add(hits(evidence));
        }
        for (RunDirectory run : evidence.runs()) {
            run.processes().stream()
                    .filter(seen::add)
                    .forEach(process -> rows.add(new Row(process, status(run.result(process)), null, null)));
        }
        return new RunJvms(rows, balance);
    }

    /** Whether it is worth while to read JVMs one by one: an execution has several. */
    private static boolean several(Evidence evidence) {
        Set<String> executions = new HashSet<>();
        return !evidence.jvms().stream()
                .allMatch(jvm -> executions.add(jvm.pass().orElse(null) + " " + jvm.fork()));
    }

    private static Integer status(Optional<PassResult> result) {
        return result.map(PassResult::exitCode).orElse(null);
    }

    private static Ledger ledger(Jvm jvm, ReadOptions options, Profile whole) throws IOException {
        return jvm.samples(options.withSamples(false)).stream()
                .filter(profile -> profile.event().equals(whole.event()))
                .map(Profile::ledger)
                .findFirst()
                .orElse(Ledger.EMPTY);
    }

    private static Long hits(Jvm jvm) throws IOException {
        return jvm.countFiles().isEmpty() ? null : hits(CountSums.of(jvm.counts()));
    }

    private static long hits(List<ClassCounts> classes) {
        return classes.stream()
                .flatMap(counted -> counted.methods().stream())
                .flatMap(method -> method.lines().stream())
                .mapToLong(LineHits::hits)
                .sum();
    }

    private static String samples(List<Ledger> ledgers, Profile whole) {
        long kept = ledgers.stream().mapToLong(Ledger::kept).sum();
        long total = ledgers.stream().mapToLong(Ledger::total).sum();
        boolean balanced =
                kept == whole.ledger().kept() && total == whole.ledger().total();
        return balance(
                balanced, "samples", total, ledgers.size(), whole.ledger().total());
    }

    private static String hits(Evidence evidence) throws IOException {
        long sum = 0;
        int jvms = 0;
        for (var file : evidence.counts()) {
            sum += hits(file.classes());
            jvms++;
        }
        long whole = hits(CountSums.of(evidence.counts()));
        return balance(sum == whole, "hits", sum, jvms, whole);
    }

    private static String balance(boolean balanced, String what, long sum, int jvms, long whole) {
        String parts = Quantity.of(sum, what) + " read in " + jvms + " JVMs one by one";
        return balanced
                ? parts + ", as many as in all together"
                : "ERROR: " + parts + ", " + Quantity.of(whole, what) + " in all together";
    }

    /** Whether there is anything to say: several JVMs in an execution, or one that recorded nothing. */
    public boolean worthShowing() {
        Set<String> executions = new HashSet<>();
        return rows.stream()
                .map(Row::process)
                .anyMatch(
                        process -> !executions.add(process.pass() + " " + process.fork()) || process.problem() != null);
    }

    /** The table of them. */
    public Table<Row> table() {
        Table<Row> table = Table.of(rows)
                .caption("JVMs")
                .indented()
                .text("pass", row -> row.process().pass().label())
                .text(
                        "pid",
                        row -> row.process().pid() == 0
                                ? null
                                : Long.toString(row.process().pid()))
                .text("parent", row -> row.process().parent())
                .figure("seconds", row -> seconds(row.process()))
                .text("exit", row -> exit(row.process()))
                .count("samples", Row::samples)
                .count("hits", Row::hits)
                .code("JVM", row -> row.process().name())
                .text("", row -> row.process().problem());
        return table.data("pass", row -> row.process().pass().label())
                .data("fork", row -> row.process().fork())
                .data("pid", row -> row.process().pid())
                .data("parent", row -> row.process().parent())
                .data("name", row -> row.process().name())
                .data("command", row -> row.process().command())
                .data("started", row -> row.process().started())
                .data("ended", row -> row.process().ended())
                .data("exitCode", row -> row.process().exitCode())
                .data("recorded", row -> row.process().recorded())
                .data("samples", Row::samples)
                .data("hits", Row::hits)
                .data("problem", row -> row.process().problem());
    }

    private static String seconds(JvmProcess process) {
        if (process.started() == null || process.ended() == null) {
            return null;
        }
        Duration lived = Duration.between(Instant.parse(process.started()), Instant.parse(process.ended()));
        return String.format(Locale.ROOT, "%.1f", lived.toMillis() / 1e3);
    }

    private static String exit(JvmProcess process) {
        return process.exitCode() == null ? "unknown" : process.exitCode().toString();
    }

    /** One line for each, and one before those of an execution that has several. */
    public List<String> lines() {
        Map<String, List<Row>> executions = new LinkedHashMap<>();
        for (Row row : rows) {
            String execution = "pass " + row.process().pass().label() + " fork "
                    + row.process().fork();
            executions.computeIfAbsent(execution, name -> new ArrayList<>()).add(row);
        }
        List<String> lines = new ArrayList<>();
        executions.forEach((execution, members) -> {
            if (members.size() > 1) {
                Integer status = members.get(0).status();
                lines.add(execution + ": " + members.size() + " JVMs"
                        + (status == null ? "" : "; the command ended with exit status " + status));
                members.forEach(row -> lines.add(line(row)));
            }
        });
        lines.addAll(balance);
        return lines;
    }

    private static String line(Row row) {
        JvmProcess process = row.process();
        String line = "process " + process.pid()
                + (process.command().isEmpty() ? "" : ": " + String.join(" ", process.command()))
                + (process.exitCode() == null ? "" : ", exit status " + process.exitCode())
                + (row.samples() == null ? "" : ", " + Quantity.of(row.samples(), "samples"))
                + (row.hits() == null ? "" : ", " + Quantity.of(row.hits(), "hits"));
        return process.problem() == null ? line : line + ": " + process.problem();
    }
}
