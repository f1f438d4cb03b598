package tallyflame.cli.record;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tallyflame.analysis.table.TextTable;
import tallyflame.cli.options.CommonOptions;
import tallyflame.cli.options.Failures;
import tallyflame.runner.doctor.Capability;
import tallyflame.runner.doctor.Doctor;

/** {@code doctor}: what this machine can record. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Says what this machine can record, why not, and how to enable it.",
        footer = {"", "Examples:", "  tallyflame doctor", "  tallyflame doctor --json"})
public final class DoctorCommand implements Callable<Integer> {
    /** The JSON answer. */
    private record Answer(int schema, List<Capability> checks) {}

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() {
        List<Capability> checks = Doctor.here().examine();
        if (common.json()) {
            common.printJson(new Answer(1, checks));
            return Failures.DONE;
        }
        TextTable table = new TextTable().text("what").text("state").text("found");
        for (Capability check : checks) {
            table.row(check.id(), check.status().label(), check.detail());
            if (check.remedy() != null) {
                table.row("", "", "-> " + check.remedy());
            }
        }
        common.out().print(table.render());
        common.out().flush();
        return Failures.DONE;
    }
}
