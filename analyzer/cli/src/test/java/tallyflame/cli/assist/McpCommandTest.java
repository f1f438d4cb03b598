package tallyflame.cli.assist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator.ValidationResponse;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.cli.CommandLineRun;
import tallyflame.cli.ModuleProject;
import tallyflame.modules.generate.AlertGenerator;

/** The server as assistants start it, asked by the protocol's own client over its standard streams. */
@Tag("any-jdk")
class McpCommandTest {
    @TempDir
    private static Path shared;

    private static Path runs;
    private static McpSyncClient client;

    @BeforeAll
    static void recordAndConnect() throws Exception {
        runs = Files.createDirectory(shared.resolve("runs"));
        ModuleProject project = new ModuleProject(shared.resolve("project"), ModuleProject.SOURCE).build();
        Path alerts = shared.resolve("alerts");
        AlertGenerator.write(alerts, 40, 1);
        for (String name : List.of("one", "two")) {
            CommandLineRun done = CommandLineRun.of(
                    "run",
                    "night",
                    "--alerts",
                    alerts.toString(),
                    "--classpath",
                    project.classes.toString(),
                    "--passes",
                    "baseline,sample,count",
                    "--warmup",
                    "50ms",
                    "--measure",
                    "500ms",
                    "--out",
                    runs.resolve(name).toString());
            assertThat(done.exitCode()).as(done.err()).isZero();
        }
        client = McpClient.sync(new StdioClientTransport(
                        ServerParameters.builder(Path.of(System.getProperty("java.home"), "bin/java")
                                        .toString())
                                .args(
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        "tallyflame.cli.Main",
                                        "mcp",
                                        runs.toString())
                                .build(),
                        new JacksonMcpJsonMapper(new ObjectMapper())))
                .jsonSchemaValidator((schema, content) -> ValidationResponse.asValid(null))
                .requestTimeout(Duration.ofMinutes(5))
                .initializationTimeout(Duration.ofMinutes(5))
                .build();
        client.initialize();
    }

    @AfterAll
    static void close() {
        client.closeGracefully();
    }

    private static CallToolResult ask(String tool, Map<String, Object> arguments) {
        return client.callTool(
                CallToolRequest.builder(tool).arguments(arguments).build());
    }

    private static String text(CallToolResult result) {
        return ((TextContent) result.content().get(0)).text();
    }

    private static String answer(String tool, Map<String, Object> arguments) {
        CallToolResult result = ask(tool, arguments);
        assertThat(result.isError()).as(text(result)).isNotEqualTo(true);
        return text(result);
    }

    private static String refusal(String tool, Map<String, Object> arguments) {
        CallToolResult result = ask(tool, arguments);
        assertThat(result.isError()).as(text(result)).isTrue();
        return text(result);
    }

    @Test
    void offersToolsThatRead() {
        assertThat(client.listTools().tools())
                .extracting(Tool::name)
                .containsExactlyInAnyOrder(
                        "inputs", "functions", "callers", "lines", "diff", "check", "query", "events");
        assertThat(client.listTools().tools())
                .allMatch(tool -> tool.annotations().readOnlyHint());
        assertThat(client.getServerInstructions()).contains("undecided");
    }

    @Test
    void listsAndReadsRuns() {
        assertThat(answer("inputs", Map.of())).contains(runs.resolve("one").toString(), "a run");
        assertThat(answer("functions", Map.of("inputs", List.of("one"), "top", 3)))
                .contains("| function", "95 % interval");
        assertThat(answer("lines", Map.of("inputs", List.of("one")))).contains("Hits");
        assertThat(answer("events", Map.of("inputs", List.of("one")))).contains("jdk.ExecutionSample");
    }

    @Test
    void tellsWhoCalls() {
        String sql = "SELECT function FROM functions WHERE event = 'cpu' ORDER BY total DESC LIMIT 1";
        String[] rows =
                answer("query", Map.of("inputs", List.of("one"), "sql", sql)).split("\\|", -1);
        String function = rows[rows.length - 2].strip();
        assertThat(answer("callers", Map.of("inputs", List.of("one"), "function", function)))
                .contains(function + ": ", "| caller");
        assertThat(refusal("callers", Map.of("inputs", List.of("one"), "function", "no.Such.function")))
                .contains("no.Such.function is on no stack");
    }

    @Test
    void comparesRuns() {
        assertThat(answer("diff", Map.of("base", "one", "new", "one")))
                .contains("verdict", "work", "no function changed beyond noise");
    }

    @Test
    void checksBudgets() throws IOException {
        Files.writeString(
                runs.resolve("budgets.yaml"),
                """
                schema: 1
                budgets:
                  - id: calls
                    kind: function-hits
                    function: org.acme.Night.flux
                    max: 0
                """);
        assertThat(answer("check", Map.of("inputs", List.of("one"), "budget", "budgets.yaml")))
                .contains("calls", "FAIL", "at most 0");
        assertThat(refusal("check", Map.of("inputs", List.of("one"), "budget", "/etc/hostname")))
                .contains("no such file or folder in");
    }

    @Test
    void queriesWithoutWritingIntoTheRun() throws IOException {
        List<Path> before = files(runs.resolve("two"));
        assertThat(answer("query", Map.of("inputs", List.of("two"), "sql", "SELECT count(*) > 0 AS some FROM lines")))
                .contains("true");
        assertThat(files(runs.resolve("two"))).isEqualTo(before);
        assertThat(refusal("query", Map.of("inputs", List.of("two"), "sql", "SELECT * FROM read_csv('/etc/passwd')")))
                .isNotBlank();
        assertThat(refusal("query", Map.of("inputs", List.of("two"), "sql", "@/etc/passwd")))
                .doesNotContain("root:");
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.sorted().toList();
        }
    }

    @Test
    void readsNothingElsewhere() throws IOException {
        Path link = Files.createSymbolicLink(runs.resolve("link"), shared.resolve("alerts"));
        for (String outside : List.of("/etc/passwd", "../alerts", link.toString(), "--lcov=x", "@/etc/passwd")) {
            assertThat(refusal("functions", Map.of("inputs", List.of(outside))))
                    .contains("no such file or folder in")
                    .contains(outside);
        }
    }

    @Test
    void refusesWhatAToolDoesNotTake() {
        assertThat(refusal("functions", Map.of())).startsWith("functions needs inputs");
        assertThat(refusal("functions", Map.of("inputs", List.of("one"), "debug", "yes")))
                .isEqualTo("functions has no parameter debug");
        assertThat(refusal("functions", Map.of("inputs", List.of("one"), "event", "no-such-event")))
                .contains("no-such-event");
    }
}
