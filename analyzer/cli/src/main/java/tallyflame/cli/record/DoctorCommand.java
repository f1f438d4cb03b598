package tallyflame.cli.record;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tallyflame.analysis.diff.NoiseFile;
import tallyflame.analysis.table.Answer;
import tallyflame.analysis.table.Table;
import tallyflame.cli.defaults.Defaults;
import tallyflame.cli.options.Failures;
import tallyflame.cli.options.TableOptions;
import tallyflame.flamegraphs.Quantity;
import tallyflame.runner.doctor.Capability;
import tallyflame.runner.doctor.Doctor;
import tallyflame.runner.machine.Hardware;

/** {@code doctor}: what this machine can record. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Says what this machine can record, why not, and how to enable it.",
        footer = {"", "Examples:", "  tallyflame doctor", "  tallyflame doctor --json"})
public final class DoctorCommand implements Callable<Integer> {
    private record Document(int schema, List<Capability> checks) {}

    @Mixin
    private TableOptions common;

    @Override
    public Integer call() throws IOException {
        List<Capability> checks = new ArrayList<>(Doctor.here().examine());
        for (Defaults.Setting setting : Defaults.here().settings()) {
            checks.add(new Capability(
                    "default",
                    Capability.Status.OK,
                    setting.key() + " = " + setting.value() + ", from " + setting.file(),
                    null));
        }
        checks.add(noise());
        Table<Capability> table = Table.of(checks)
                .text("what", Capability::id)
                .text("state", check -> check.status().label())
                .text(
                        "found",
                        check -> check.remedy() == null
                                ? check.detail()
                                : List.of(check.detail(), "-> " + check.remedy()))
                .data("id", Capability::id)
                .data("status", check -> check.status().label())
                .data("detail", Capability::detail)
                .data("remedy", Capability::remedy);
        common.print(new Answer("What this machine can record", () -> new Document(1, checks)).table(table));
        return Failures.DONE;
    }

    /** Whether it is known how forks differ here, without which few runs decide nothing. */
    private static Capability noise() throws IOException {
        String known = NoiseFile.usual().calibrated(Hardware.host()).entrySet().stream()
                .map(module -> (module.getKey().isEmpty() ? "commands" : module.getKey()) + " "
                        + Quantity.percent(module.getValue()))
                .collect(Collectors.joining(", "));
        return known.isEmpty()
                ? new Capability(
                        "noise",
                        Capability.Status.LIMITED,
                        "not calibrated: diff and check need three forks or more to decide anything about time",
                        "run a module once with default times, or: diff --calibrate RUN RUN RUN")
                : new Capability("noise", Capability.Status.OK, "forks differ by: " + known, null);
    }
}
