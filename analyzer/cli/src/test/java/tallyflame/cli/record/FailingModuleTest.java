package tallyflame.cli.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.cli.CommandLineRun;
import tallyflame.modules.generate.AlertGenerator;

/** A module that fails on every alert gets no figure from any verb: it did not do the work that they would be about. */
@Tag("any-jdk")
class FailingModuleTest {
    private static final int COUNT = 20;
    private static final String REASON =
            "the module failed on " + COUNT + " of " + COUNT + " alerts, so no rate, budget or comparison is given";

    @TempDir
    private static Path folder;

    private static Path classes;

    @BeforeAll
    static void prepare() throws IOException {
        AlertGenerator.write(folder.resolve("alerts"), COUNT, 1);
        classes = UserModule.compile(
                folder, "Failing", "for (Alert alert : batch) throw new IllegalStateException(\"never\");");
    }

    private static CommandLineRun verb(String out, String... words) {
        List<String> line = new ArrayList<>(List.of(words));
        line.addAll(List.of("--classpath", classes.toString()));
        line.addAll(List.of("--alerts", folder.resolve("alerts").toString()));
        line.addAll(List.of("--out", folder.resolve(out).toString()));
        return CommandLineRun.of(line.toArray(new String[0]));
    }

    private static CommandLineRun run(String out, String... more) {
        List<String> line = new ArrayList<>(List.of("run", "failing", "--passes", "baseline,count"));
        line.addAll(List.of("--warmup", "50ms", "--measure", "50ms", "--budget", "near=1/1/1"));
        line.addAll(List.of(more));
        return verb(out, line.toArray(new String[0]));
    }

    @Test
    void neitherRateNorBudgetNorComparison() throws IOException {
        CommandLineRun failed = run("failed");
        assertThat(failed.exitCode()).as(failed.err()).isEqualTo(1);
        assertThat(failed.out())
                .contains("NO RATE     " + REASON, "never")
                .doesNotContain("alerts/s", "near", "J per 1000");
        assertThat(folder.resolve("failed/report.html"))
                .content()
                .contains(REASON)
                .doesNotContain("alerts/s/core (");

        CommandLineRun allowed = run("allowed", "--max-failed", "100%");
        assertThat(allowed.exitCode()).as(allowed.err()).isZero();
        assertThat(allowed.out()).contains("alerts/s/core", "is above every budget in one JVM");

        String bad = folder.resolve("failed").toString();
        String good = folder.resolve("allowed").toString();
        Path budgets = Files.writeString(
                folder.resolve("budgets.yaml"),
                CommandLineRun.of("check", good, "--propose").out());
        CommandLineRun checked = CommandLineRun.of("check", good, "--budget", budgets.toString());
        assertThat(checked.exitCode()).as(checked.out()).isZero();
        assertThat(checked.out())
                .contains("UNDECIDED", COUNT + " of " + COUNT + " alerts, so that the run is no evidence")
                .doesNotContain("PASS");
        for (String line : List.of(
                "diff --base " + good + " --new " + bad,
                "diff --base " + bad + " --new " + good,
                "check --propose " + bad,
                "check --budget " + budgets + " " + bad,
                "check --budget " + budgets + " --baseline " + bad + " " + good)) {
            CommandLineRun refused = CommandLineRun.of(line.split(" ", -1));
            assertThat(refused.exitCode()).as(line).isEqualTo(3);
            assertThat(refused.err())
                    .contains(bad + ": " + REASON + "; run, compare and scale allow more by --max-failed")
                    .hasLineCount(1);
            assertThat(refused.out()).as(line).isEmpty();
        }
    }

    @Test
    void growthIsNotSaidOfAlertsThatFailed() {
        CommandLineRun refused = verb("scale", "scale", "failing", "--sizes", "5,10,20");
        assertThat(refused.exitCode()).as(refused.err()).isEqualTo(1);
        assertThat(refused.err())
                .isEqualToIgnoringNewLines(
                        "tallyflame: failing: " + REASON.replace("20", "5") + "; --max-failed allows more");
        assertThat(refused.out()).isEmpty();

        CommandLineRun allowed = verb("allowed-scale", "scale", "failing", "--sizes", "5,10,20", "--max-failed", "1");
        assertThat(allowed.exitCode()).as(allowed.err()).isZero();
    }

    @Test
    void instrumentsAreNotComparedOnAlertsThatFailed() {
        CommandLineRun refused =
                verb("compare", "compare", "failing", "--rounds", "3", "--warmup", "10ms", "--measure", "10ms");
        assertThat(refused.exitCode()).as(refused.err()).isEqualTo(1);
        assertThat(refused.err())
                .isEqualToIgnoringNewLines("tallyflame: failing: " + REASON + "; --max-failed allows more");
        assertThat(refused.out()).isEmpty();
    }

    @Test
    void aShareIsNoNumberOfAlerts() {
        assertThat(run("bad", "--max-failed", "5").exitCode()).isEqualTo(2);
    }
}
