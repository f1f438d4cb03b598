package tallyflame.cli.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.cli.CommandLineRun;
import tallyflame.cli.ModuleProject;
import tallyflame.modules.generate.AlertGenerator;

/** What the lines of two JVMs allocated, from the recording to every form of the answer. */
@EnabledOnOs(OS.LINUX)
class CountAllocTest {
    private static final String WORK =
            """
            public class Work {
                static Object kept;
                public static void main(String[] arguments) {
                    int times = Integer.parseInt(arguments[0]);
                    for (int i = 0; i < times; i++) {
                        kept = new byte[1000];
                        kept = new Node();
                        kept = Integer.valueOf(i + 1000);
                    }
                }
                static class Node {
                    long a, b;
                }
            }
            """;
    private static final long ARRAY = 16 + 1000;
    private static final long NODE = 16 + 2 * 8;

    @TempDir
    private Path folder;

    private Path record() throws Exception {
        Path source = Files.writeString(folder.resolve("Work.java"), WORK);
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-g", "-d", folder.toString(), source.toString()))
                .isZero();
        String java = "'" + Path.of(System.getProperty("java.home"), "bin", "java") + "' -cp '" + folder + "' Work ";
        Path run = folder.resolve("run");
        CommandLineRun recorded = CommandLineRun.of(
                "record",
                "--passes",
                "count",
                "--count",
                "Work",
                "--count-alloc",
                "--out",
                run.toString(),
                "--",
                "bash",
                "-c",
                java + "500; " + java + "700; true");
        assertThat(recorded.exitCode()).as(recorded.err()).isZero();
        assertThat(Files.readString(run.resolve("report.html")))
                .contains("<th scope=\"col\" class=\"number\">Objects</th>")
                .contains("<td class=\"number\">1,219,200</td>");
        return run;
    }

    @Test
    void objectsAndBytesOfTwoJvmsAddUpInEveryForm() throws Exception {
        Path run = record();
        JsonNode document = new ObjectMapper().readTree(CommandLineRun.answer("lines", run, "--json"));
        JsonNode array = line(document, 6);
        assertThat(array.get("objects").asLong()).isEqualTo(1200);
        assertThat(array.get("bytes").asLong()).isEqualTo(1200 * ARRAY);
        assertThat(array.get("allocated").get(0).get("type").asText()).isEqualTo("byte[]");
        assertThat(line(document, 7).get("bytes").asLong()).isEqualTo(1200 * NODE);
        JsonNode boxing = line(document, 8);
        assertThat(boxing.get("objects").asLong()).isZero();
        assertThat(boxing.get("jdkCalls").get(0).get("kind").asText()).isEqualTo("boxing");
        JsonNode ledger = document.get("ledger").get("counts").get("allocation");
        assertThat(ledger.get("bytes").asLong()).isEqualTo(1200 * (ARRAY + NODE));
        assertThat(ledger.get("rest").asLong())
                .as("1200 boxed numbers of 16 bytes, and what starting a JVM takes")
                .isGreaterThan(1200 * 16);

        assertThat(CommandLineRun.answer("lines", run, "--method", "main"))
                .containsPattern("7 +1,200 .* 1,200 +38,400")
                .containsPattern("8 +1,200 .* JDK")
                .contains("allocated: 2,400 objects by counted code itself, 1.20 MiB of ");
        assertThat(CommandLineRun.answer("lines", run, "--format", "csv")).contains(",1200,38400,,,\n");
        assertThat(CommandLineRun.answer("lines", run, "--allocations"))
                .containsPattern("1,200 +1,219,200 +1,200 +byte\\[] ")
                .containsPattern("in the JDK +1,200 +boxing \\(java.lang.Integer.valueOf\\)");
        assertThat(check(run, 1200 * ARRAY)).containsPattern("PASS +copies .*1,?219,?200");
        assertThat(check(run, 1200 * ARRAY - 1)).containsPattern("FAIL +copies ");
        assertThat(CommandLineRun.answer(
                        "query", run, "SELECT objects, bytes FROM lines WHERE line = 7", "--format", "csv"))
                .contains("1200,38400");
    }

    /** The gate on the bytes of the line with the array: exact, so that one byte decides. */
    private String check(Path run, long most) throws Exception {
        Path budgets = Files.writeString(
                folder.resolve("budgets.yaml"),
                "schema: 1\nbudgets:\n  - id: copies\n    kind: line-allocation\n    function: Work.main\n    line: 6\n    max: "
                        + most + "\n");
        return CommandLineRun.of("check", run.toString(), "--budget", budgets.toString())
                .out();
    }

    @Test
    void whatEscapeAnalysisRemovesIsMeasured() throws Exception {
        String source = ModuleProject.SOURCE.replace(
                "return Math.pow(10, -0.4 * magnitude);",
                "double[] pair = {magnitude, -0.4}; return Math.pow(10, pair[1] * pair[0]);");
        ModuleProject project = new ModuleProject(folder.resolve("project"), source).build();
        AlertGenerator.write(folder.resolve("alerts"), 40, 1);
        List<String> line = new ArrayList<>(
                List.of("run", "night", "--alerts", folder.resolve("alerts").toString()));
        line.addAll(List.of("--classpath", project.classes.toString(), "--passes", "baseline,no-escape"));
        line.addAll(List.of("--forks", "2", "--warmup", "1s", "--measure", "500ms", "--json", "--out"));
        line.add(folder.resolve("run").toString());
        CommandLineRun run = CommandLineRun.of(line.toArray(new String[0]));
        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode escape = new ObjectMapper().readTree(run.out()).at("/runs/0/escapeAnalysis");
        assertThat(escape.get("removedBytesPerAlert").asDouble())
                .as("the pair takes 32 bytes, and the work around it may have more")
                .isGreaterThan(16)
                .isBetween(escape.get("low").asDouble(), escape.get("high").asDouble());
    }

    @Test
    void countsWithoutAllocationsSayHowToHaveThem() {
        CommandLineRun refused = CommandLineRun.of(
                "record", "--count-alloc", "--out", folder.resolve("x").toString(), "--", "true");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("--count-alloc needs --count GLOB");
    }

    private static JsonNode line(JsonNode document, int number) {
        for (JsonNode method : document.get("methods")) {
            if (!method.get("method").asText().equals("main")) {
                continue;
            }
            for (JsonNode line : method.get("lines")) {
                if (line.get("line").asInt() == number) {
                    return line;
                }
            }
        }
        throw new AssertionError("no line " + number);
    }
}
