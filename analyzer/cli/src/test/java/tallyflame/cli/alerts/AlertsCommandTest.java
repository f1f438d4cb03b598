package tallyflame.cli.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.cli.Main;

/** The verbs {@code alerts generate}, {@code alerts describe} and {@code modules}. */
class AlertsCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int execute(Object... arguments) {
        String[] texts = Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new);
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(texts);
    }

    private JsonNode json() throws Exception {
        return new ObjectMapper().readTree(out.toString());
    }

    @Test
    void generatedAlertsAreDescribed() throws Exception {
        assertThat(execute("alerts", "generate", "--count", 40, "--seed", 3, "--out", folder))
                .isZero();
        assertThat(out.toString()).startsWith("40 alerts, 1 file");
        out.getBuffer().setLength(0);
        assertThat(execute("alerts", "describe", folder)).isZero();
        assertThat(out.toString())
                .startsWith("40 alerts")
                .contains("alerts-00000.parquet")
                .containsPattern("candidate\\.magpsf +float +1 +40 +0\\.0")
                .containsPattern("prv_candidates\\[\\]\\.magpsf +list of float");
        assertThat(err).hasToString("");
    }

    @Test
    void descriptionAsJson() throws Exception {
        assertThat(execute("alerts", "generate", "--count", 40, "--out", folder, "--json"))
                .isZero();
        assertThat(json().get("alerts").asInt()).isEqualTo(40);
        assertThat(Files.exists(Path.of(json().get("files").get(0).asText()))).isTrue();
        out.getBuffer().setLength(0);
        assertThat(execute("alerts", "describe", folder, "--json")).isZero();
        assertThat(json().get("rows").asInt()).isEqualTo(40);
        assertThat(json().get("files").get(0).get("rows").asInt()).isEqualTo(40);
        JsonNode objectId = json().get("columns").get(2);
        assertThat(objectId.get("name").asText()).isEqualTo("objectId");
        assertThat(objectId.get("nullShare").asDouble()).isZero();
    }

    @Test
    void unreadableAlertsAreOneLineAndThree() throws Exception {
        Path bad = Files.writeString(folder.resolve("bad.parquet"), "not at all");
        assertThat(execute("alerts", "describe", bad)).isEqualTo(3);
        assertThat(err.toString()).hasLineCount(1).startsWith("tallyflame: " + bad);
        assertThat(execute("alerts", "describe", folder.resolve("gone"))).isEqualTo(3);
    }

    @Test
    void wrongUsageIsTwo() {
        assertThat(execute("alerts", "generate", "--count", 0, "--out", folder)).isEqualTo(2);
        assertThat(execute("alerts", "generate")).isEqualTo(2);
        assertThat(execute("alerts")).isEqualTo(2);
    }

    @Test
    void modulesAreListed() throws Exception {
        assertThat(execute("modules")).isZero();
        assertThat(out.toString()).containsPattern("hostless +feature +cutoutScience.stampData +kstest_science");
        out.getBuffer().setLength(0);
        assertThat(execute("modules", "--json")).isZero();
        assertThat(json().get("modules")).anySatisfy(module -> {
            assertThat(module.get("name").asText()).isEqualTo("hostless");
            assertThat(module.get("outputs").get(1).get("name").asText()).isEqualTo("kstest_template");
        });
    }

    @Test
    void aBrokenUserModuleIsOneLineAndThree() throws Exception {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.write(services.resolve("tallyflame.modules.ScienceModule"), List.of("no.such.Module"));
        assertThat(execute("modules", "--classpath", folder)).isEqualTo(3);
        assertThat(err.toString()).hasLineCount(1).contains("no.such.Module");
        assertThat(execute("modules", "--classpath", folder.resolve("gone.jar")))
                .isEqualTo(3);
    }
}
