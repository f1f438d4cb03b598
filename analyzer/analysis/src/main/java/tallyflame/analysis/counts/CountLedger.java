package tallyflame.analysis.counts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.MethodCounts;
import tallyflame.counts.Uncounted;
import tallyflame.counts.file.CountFile;

/**
 * What the counts account for, and what they do not.
 *
 * @param files count files read, one for each JVM
 * @param classes counted classes; those that several JVMs have in common count once
 * @param methods counted methods of these classes
 * @param complete whether every file was written at the end of its JVM; otherwise up to one snapshot interval is missing
 * @param residual what violates the conservation of flow, over all methods; anything but 0 is an error
 * @param errors one line for each method whose residual is not 0
 * @param uncounted what was asked for and runs uncounted
 * @param conflicts names of classes that ran in several versions; their times cannot be told apart
 * @param allocation what was allocated, {@code null} if that was not counted
 */
public record CountLedger(
        int files,
        int classes,
        int methods,
        boolean complete,
        long residual,
        List<String> errors,
        List<Uncounted> uncounted,
        List<String> conflicts,
        AllocationLedger allocation) {
    private static final int MOST_LINES = 5;
    private static final Pattern PROXY = Pattern.compile("\\$Proxy\\d+$");

    public CountLedger {
        errors = List.copyOf(errors);
        uncounted = List.copyOf(uncounted);
        conflicts = List.copyOf(conflicts);
    }

    /** The ledger of some count files. */
    public static CountLedger of(List<CountFile> files) {
        List<String> errors = new ArrayList<>();
        List<Uncounted> uncounted = new ArrayList<>();
        List<String> conflicts = new ArrayList<>();
        long residual = 0;
        for (CountFile file : files) {
            uncounted.addAll(file.uncounted());
            conflicts.addAll(file.conflicts());
            residual += file.residual();
            for (ClassCounts counted : file.classes()) {
                counted.methods().stream()
                        .filter(method -> method.residual() != 0)
                        .forEach(method -> errors.add(error(counted, method)));
            }
        }
        List<ClassCounts> classes = CountSums.of(files);
        int methods =
                classes.stream().mapToInt(counted -> counted.methods().size()).sum();
        boolean complete = files.stream().allMatch(file -> file.header().complete());
        return new CountLedger(
                files.size(),
                classes.size(),
                methods,
                complete,
                residual,
                errors,
                distinct(uncounted),
                distinct(conflicts),
                AllocationLedger.of(files));
    }

    /** What several JVMs say alike, once. */
    private static <T> List<T> distinct(List<T> said) {
        return said.stream().distinct().toList();
    }

    private static String error(ClassCounts counted, MethodCounts method) {
        return counted.id(method) + ": " + method.residual() + " executions flow in and not out";
    }

    /** The lines that stand under a table; what is in order takes one. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        String where = files > 1 ? " in " + files + " JVMs" : "";
        lines.add(String.format(
                Locale.ROOT,
                "counts:  %d methods of %d classes%s, residual of flow %d",
                methods,
                classes,
                where,
                residual));
        if (allocation != null) {
            lines.add(allocation.line());
        }
        if (!complete) {
            lines.add(
                    "counts are a snapshot: the JVM ended before the last ones were written; up to one second is missing");
        }
        errors.stream().limit(MOST_LINES).forEach(error -> lines.add("ERROR in the counts: " + error));
        rest(lines, errors.size(), "more methods with a residual");
        List<Uncounted> written = uncounted.stream().filter(u -> !isProxy(u)).toList();
        written.stream()
                .limit(MOST_LINES)
                .forEach(u -> lines.add("not counted: " + u.className()
                        + (u.method().isEmpty() ? "" : "." + u.method()) + ": " + u.reason()));
        rest(lines, written.size(), "more not counted (--json names them)");
        proxies(lines);
        conflicts.stream()
                .limit(MOST_LINES)
                .forEach(name -> lines.add("several versions of " + name + " ran: its times are those of all of them"));
        rest(lines, conflicts.size(), "more classes in several versions");
        return lines;
    }

    /** Proxies that the JDK makes have many methods and no source; one line is enough, or they bury what was written. */
    private void proxies(List<String> lines) {
        List<Uncounted> made = uncounted.stream().filter(CountLedger::isProxy).toList();
        if (made.isEmpty()) {
            return;
        }
        long types = made.stream().map(Uncounted::className).distinct().count();
        String reasons = made.stream().map(Uncounted::reason).distinct().collect(Collectors.joining("; "));
        lines.add("not counted: " + types + " classes $Proxy… made at run time: " + reasons);
    }

    private static boolean isProxy(Uncounted entry) {
        return PROXY.matcher(entry.className()).find();
    }

    private static void rest(List<String> lines, int found, String what) {
        if (found > MOST_LINES) {
            lines.add("... and " + (found - MOST_LINES) + " " + what);
        }
    }
}
