package tallyflame.cli.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.cli.CommandLineRun;
import tallyflame.cli.ModuleProject;

/** Growth by exact counts of real forks. */
class ScaleCommandTest {
    @TempDir
    Path folder;

    @Test
    void aQuadraticLoopIsNamedFirst() throws Exception {
        ModuleProject project = new ModuleProject(folder.resolve("project"), ModuleProject.QUADRATIC).build();
        CommandLineRun run = CommandLineRun.of(
                "scale",
                "night",
                "--sizes",
                "20,40,80",
                "--classpath",
                project.classes.toString(),
                "--out",
                folder.resolve("scale").toString(),
                "--json");
        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode growth = new ObjectMapper().readTree(run.out());
        JsonNode first = growth.at("/lines/0");

        assertThat(first.get("line").asInt()).isEqualTo(project.line("other < seen"));
        assertThat(first.get("text").asText()).contains("for (int other");
        assertThat(first.get("law").asText()).isEqualTo("n^k");
        assertThat(first.get("fasterThanInput").asBoolean()).isTrue();
        // n(n-1)/2 entries by the back edge and n by the first
        assertThat(first.at("/counts/2").asLong()).isEqualTo(80 * 79 / 2 + 80);
        assertThat(growth.at("/functions/0/name").asText()).isEqualTo("org.acme.Night.flux");
        for (JsonNode line : growth.get("lines")) {
            if (line.get("line").asInt() == project.line("double magnitude = alert")) {
                assertThat(line.get("law").asText()).isEqualTo("n");
                assertThat(line.get("quality").asDouble()).isEqualTo(1);
            }
        }
    }

    @Test
    void wrongSizesAreUsageErrors() {
        for (String sizes : new String[] {"1,2", "3,3,3", "0,1,2"}) {
            CommandLineRun run = CommandLineRun.of("scale", "hostless", "--sizes", sizes);
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err()).contains("three sizes").hasLineCount(1);
        }
        assertThat(CommandLineRun.of("scale", "hostless", "--param", "x").err()).contains("--param is NAME=");
    }
}
