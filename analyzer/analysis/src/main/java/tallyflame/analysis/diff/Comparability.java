package tallyflame.analysis.diff;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import tallyflame.analysis.diff.version.Version;
import tallyflame.runs.RunDocument;
import tallyflame.runs.RunDocument.PassResult;

/** Finds what makes two versions less comparable than they should be. */
final class Comparability {
    private static final int MOST = 5;

    private final Version before;
    private final Version after;
    private final List<String> warnings = new ArrayList<>();

    private Comparability(Version before, Version after) {
        this.before = before;
        this.after = after;
    }

    /** One sentence for each thing that differs, and for each thing that is missing. */
    static List<String> warnings(Version before, Version after, Set<String> byNumber) {
        Comparability found = new Comparability(before, after);
        found.environment();
        found.completeness();
        if (!byNumber.isEmpty()) {
            found.warnings.add(
                    "lines of " + few(byNumber) + " are matched by number: its source of both versions was not"
                            + " found; name it with --base-source and --new-source");
        }
        return found.warnings;
    }

    private void environment() {
        if (before.run().isEmpty() || after.run().isEmpty()) {
            warnings.add("a bare recording does not say engine, machine and work: make sure that they are the same");
            return;
        }
        differ(
                "module",
                run -> run.module() == null
                        ? String.join(" ", run.command())
                        : run.module().name());
        differ(
                "sampling engine",
                run -> run.engine() == null ? null : run.engine().name());
        differ(
                "sampling interval",
                run -> run.engine() == null ? null : run.engine().intervalNanos() + " ns");
        differ("JVM", Comparability::jvm);
        differ("JVM options", run -> String.join(" ", run.plan().jvmOptions()));
        differ(
                "machine",
                run -> run.host().cpu() + ", " + run.host().cores() + " cores, "
                        + run.host().os() + " " + run.host().arch());
        differ("kernel", run -> run.host().kernel());
        differ(
                "number of alerts",
                run -> run.data() == null ? null : String.valueOf(run.data().alerts()));
        differ("alerts", run -> run.data() == null ? null : run.data().path());
        differ("number of threads", run -> String.valueOf(run.plan().threads()));
        differ("batch size", run -> String.valueOf(run.plan().batch()));
    }

    private static String jvm(RunDocument run) {
        return run.passes().stream()
                .map(PassResult::timing)
                .filter(Objects::nonNull)
                .map(timing -> timing.jvm().vendor() + " " + timing.jvm().version())
                .findFirst()
                .orElse(null);
    }

    private void differ(String what, Function<RunDocument, String> of) {
        Set<String> first = values(before, of);
        Set<String> second = values(after, of);
        if (!first.isEmpty() && !second.isEmpty() && !first.equals(second)) {
            warnings.add("the " + what + " differs: " + few(first) + " before, " + few(second) + " after");
        }
    }

    private static Set<String> values(Version version, Function<RunDocument, String> of) {
        Set<String> values = new LinkedHashSet<>();
        version.runs().stream().map(of).filter(Objects::nonNull).forEach(values::add);
        return values;
    }

    private void completeness() {
        before.missing().forEach(warnings::add);
        after.missing().forEach(warnings::add);
        for (Version version : List.of(before, after)) {
            boolean perturbed = version.runs().stream()
                    .flatMap(run -> run.passes().stream())
                    .anyMatch(PassResult::perturbed);
            if (perturbed) {
                warnings.add("times of " + version.inputs().get(0) + " were sampled under the counters: PERTURBED");
            }
            if (!version.unsteady().isEmpty()) {
                warnings.add(version.unsteady().size() + " counts differ between runs of "
                        + version.inputs().get(0)
                        + " itself and are left out (the work depends on time, hash order or random numbers)");
            }
        }
        if (before.counted().isPresent() != after.counted().isPresent()) {
            warnings.add("only one side was counted: run the other with the pass count, too");
        }
        if (before.forks().isEmpty() != after.forks().isEmpty()) {
            warnings.add("only one side was sampled: run the other with the pass sample, too");
        }
    }

    private static String few(Set<String> values) {
        List<String> all = List.copyOf(values);
        return String.join(", ", all.subList(0, Math.min(MOST, all.size())))
                + (all.size() > MOST ? " and " + (all.size() - MOST) + " more" : "");
    }
}
