package tallyflame.cli.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.cli.CommandLineRun;
import tallyflame.cli.ModuleProject;
import tallyflame.modules.generate.AlertGenerator;

/** Run directories compared: real forks of a user's module, before and after its source was changed in place. */
@Tag("any-jdk")
class DiffRunTest {
    @TempDir
    private static Path folder;

    private static ModuleProject project;
    private static String before;
    private static String after;
    private static String noise;

    @BeforeAll
    static void runChangeAndRunAgain() throws Exception {
        AlertGenerator.write(folder.resolve("alerts"), 30, 1);
        noise = folder.resolve("noise.json").toString();
        project = new ModuleProject(folder.resolve("project"), ModuleProject.SOURCE).build();
        before = run("before", "--passes", "baseline,sample,count", "--forks", "3");
        Files.writeString(project.source, "// a line more\n" + ModuleProject.QUADRATIC);
        project.build();
        after = run("after", "--passes", "count");
    }

    private static String run(String name, String... more) {
        String out = folder.resolve(name).toString();
        String[] fixed = {
            "run",
            "night",
            "--alerts",
            folder.resolve("alerts").toString(),
            "--classpath",
            project.classes.toString(),
            "--warmup",
            "50ms",
            "--measure",
            "500ms",
            "--json",
            "--out",
            out
        };
        String[] all = java.util.Arrays.copyOf(fixed, fixed.length + more.length);
        System.arraycopy(more, 0, all, fixed.length, more.length);
        CommandLineRun run = CommandLineRun.of(all);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return out;
    }

    @Test
    void aRunKeepsItsSourceSoThatItsLinesAreFoundAfterTheChange() throws Exception {
        assertThat(Path.of(before, "sources/org/acme/Night.java")).content().isEqualTo(ModuleProject.SOURCE);
        CommandLineRun run = CommandLineRun.of("diff", before, after, "--noise", noise, "--json");
        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode diff = new ObjectMapper().readTree(run.out());

        JsonNode line = diff.at("/lines/0");
        assertThat(line.get("line").asInt()).isEqualTo(project.line("other < seen"));
        assertThat(line.get("kind").asText()).isEqualTo("new");
        for (JsonNode other : diff.get("lines")) {
            assertThat(other.get("text").asText()).as("all else only moved").containsAnyOf("other", "sum");
        }
        assertThat(diff.at("/work/unit").asText()).isEqualTo("alert");
        assertThat(diff.get("warnings").toString())
                .contains("only one side was sampled")
                .doesNotContain("by number");
    }

    @Test
    void aRunComparedWithItselfIsTheSame() throws Exception {
        Path page = folder.resolve("diff.html");
        CommandLineRun run =
                CommandLineRun.of("diff", before, before, "--noise", noise, "-o", page.toString(), "--json");
        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode diff = new ObjectMapper().readTree(run.out());

        assertThat(diff.get("verdict").asText()).isEqualTo("no difference beyond noise");
        assertThat(diff.at("/throughputRatio/value").asDouble()).isEqualTo(1);
        assertThat(diff.at("/throughputRatio/low").asDouble()).isLessThanOrEqualTo(1);
        assertThat(diff.at("/throughputRatio/over").asText()).isEqualTo("3 and 3 forks");
        assertThat(diff.get("timesOf").asText()).isEqualTo("same work");
        assertThat(diff.get("lines")).isEmpty();
        for (JsonNode function : diff.get("functions")) {
            assertThat(function.get("significant").asBoolean()).isFalse();
        }
        assertThat(page)
                .content()
                .startsWith("<!doctype html>")
                .contains("<title>before and before</title>", "diff-0")
                .containsSubsequence(
                        "id=\"diff-verdict\">undecided, +0.0 % ± ",
                        " CPU time an alert: no difference beyond noise</p>",
                        "id=\"diff-lines\"",
                        "All exact counts are the same.",
                        "id=\"diff-functions\"",
                        "id=\"diff-graph\"",
                        "id=\"stage\"");
    }

    @Test
    void calibratedNoiseIsRememberedAndUsed() throws Exception {
        Path file = folder.resolve("state/calibrated.json");
        CommandLineRun calibrated = CommandLineRun.of("diff", "--calibrate", before, "--noise", file.toString());
        assertThat(calibrated.exitCode()).as(calibrated.err()).isZero();
        assertThat(calibrated.out()).contains("3 executions of the same thing differ by", "is invisible here");

        JsonNode entry = new ObjectMapper().readTree(file.toFile()).at("/entries/0");
        assertThat(entry.get("module").asText()).isEqualTo("night");
        JsonNode diff = new ObjectMapper()
                .readTree(CommandLineRun.of("diff", before, before, "--noise", file.toString(), "--json")
                        .out());
        // One sampled fork a side: its noise must come from elsewhere.
        assertThat(diff.at("/noise/source").asText()).isEqualTo("calibrated");
        assertThat(diff.at("/noise/throughput").asDouble())
                .isEqualTo(entry.get("throughput").asDouble());
    }
}
