package tallyflame.cli.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tallyflame.cli.CommandLineRun;

class FlameCommandTest {
    private static final String STACKS =
            """
            app.Main.main;app.Main.parse;java.util.HashMap.get 60
            app.Main.main;app.Main.render 30
            app.Main.main;app.Main.render;write 10
            """;

    @TempDir
    private Path folder;

    private Path stacks() throws IOException {
        return Files.writeString(folder.resolve("in.collapsed"), STACKS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"out.html", "out.svg", "out.collapsed", "out.pb.gz", "out.speedscope.json", "out.firefox.json"})
    void writesTheFormatOfTheSuffixAndNothingElse(String name) throws IOException {
        Path out = folder.resolve("new/folder").resolve(name);
        CommandLineRun run = CommandLineRun.of("flame", stacks().toString(), "-o", out.toString());
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith(out + ": samples 100 samples (").hasLineCount(1);
        try (Stream<Path> files = Files.list(out.getParent())) {
            assertThat(files).containsExactly(out);
        }
        assertThat(out).isNotEmptyFile();
    }

    @Test
    void namesWhatWasWrittenAsJson() throws IOException {
        Path svg = folder.resolve("a.svg");
        Path html = folder.resolve("a.html");
        CommandLineRun run =
                CommandLineRun.of("flame", stacks().toString(), "-o", svg.toString(), "-o", html.toString(), "--json");
        JsonNode document = new ObjectMapper().readTree(run.out());
        assertThat(document.get("schema").asInt()).isEqualTo(1);
        assertThat(document.get("files")).hasSize(2);
        assertThat(document.at("/files/1/path").asText()).isEqualTo(html.toString());
        assertThat(document.at("/files/1/format").asText()).isEqualTo("html");
        assertThat(document.at("/files/1/bytes").asLong()).isEqualTo(Files.size(html));
        assertThat(document.at("/files/1/profiles/0/weight").asLong()).isEqualTo(100);
        assertThat(document.at("/ledger/total").asLong()).isEqualTo(100);
    }

    @Test
    void whatWasWrittenCanBeReadAgain() throws IOException {
        Path pprof = folder.resolve("a.pb.gz");
        Path collapsed = folder.resolve("b.collapsed");
        assertThat(CommandLineRun.of("flame", stacks().toString(), "-o", pprof.toString())
                        .exitCode())
                .isZero();
        assertThat(CommandLineRun.of("flame", pprof.toString(), "-o", collapsed.toString())
                        .exitCode())
                .isZero();
        assertThat(Files.readString(collapsed).lines())
                .containsExactlyInAnyOrderElementsOf(STACKS.lines().toList());
    }

    @Test
    void severalFilesAreMerged() throws IOException {
        Path other = Files.writeString(
                folder.resolve("other.txt"), "app.Main.main;app.Main.parse;java.util.HashMap.get 1\nx 2\n");
        Path out = folder.resolve("merged.collapsed");
        CommandLineRun.of("flame", stacks().toString(), other.toString(), "-o", out.toString());
        assertThat(Files.readString(out)).contains("HashMap.get 61\n", "x 2\n");
    }

    @Test
    void reversedStacksBeginWhereTheWeightIs() throws IOException {
        Path out = folder.resolve("reversed.collapsed");
        CommandLineRun.of("flame", stacks().toString(), "--reverse", "-o", out.toString());
        assertThat(Files.readString(out)).contains("write;app.Main.render;app.Main.main 10\n");
    }

    @Test
    void readsPerfScriptWithTheMapBesideIt() throws IOException {
        Files.writeString(folder.resolve("perf-7.map"), "1000 10 Lapp/Main;::spin\n");
        Path perf = Files.writeString(
                folder.resolve("out.perf"),
                "java 7/8 [000] 1.5: 1000000 cpu-clock: \n\t1008 [unknown] (/tmp/perf-7.map)\n\n");
        Path out = folder.resolve("perf.collapsed");
        assertThat(CommandLineRun.of("flame", perf.toString(), "-o", out.toString())
                        .err())
                .isEmpty();
        assertThat(Files.readString(out)).isEqualTo("app.Main.spin 1000000\n");
    }

    @Test
    void drawsOnTheTerminal() throws IOException {
        CommandLineRun run = CommandLineRun.of("flame", stacks().toString());
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .startsWith("samples: 100 samples in 100 samples\n")
                .contains(
                        "100.0 %  ████████████████████  all\n",
                        " 60.0 %  ████████████            (+1) java.util.HashMap.get")
                .contains("samples: 100 read = 100 kept");
        JsonNode boxes = new ObjectMapper()
                .readTree(CommandLineRun.of("flame", stacks().toString(), "--json")
                        .out())
                .get("boxes");
        assertThat(boxes.get(0).get("name").asText()).isEqualTo("all");
        assertThat(boxes.get(0).get("share").asDouble()).isEqualTo(1.0);
    }

    @Test
    void terminalTextCannotMoveTheCursor() throws IOException {
        Path hostile = Files.writeString(folder.resolve("h.collapsed"), "\u001b[2Jgone\u202e 5\n");
        assertThat(CommandLineRun.of("flame", hostile.toString()).out())
                .doesNotContain("\u001b", "\u202e")
                .contains("gone");
    }

    @Test
    void aRecordingBecomesAPageWithItsEvents() throws Exception {
        Path recording = folder.resolve("own.jfr");
        try (Recording jfr = new Recording()) {
            jfr.enable("jdk.ThreadPark").withThreshold(Duration.ZERO).withStackTrace();
            jfr.start();
            long end = System.nanoTime() + 5_000_000;
            while (System.nanoTime() < end) {
                LockSupport.parkNanos(1_000_000);
            }
            jfr.dump(recording);
        }
        Path html = folder.resolve("own.html");
        CommandLineRun run = CommandLineRun.of("flame", recording.toString(), "-o", html.toString(), "--json");
        assertThat(run.err()).isEmpty();
        List<String> events =
                new ObjectMapper().readTree(run.out()).at("/files/0/profiles").findValuesAsText("event");
        assertThat(events).containsExactly("park");
    }

    @Test
    void anUnknownSuffixIsOneLineThatListsTheKnownOnes() throws IOException {
        CommandLineRun run = CommandLineRun.of("flame", stacks().toString(), "-o", "x.pdf");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("x.pdf: unknown format", ".html .svg .collapsed .pb.gz .speedscope.json .firefox.json")
                .hasLineCount(1);
    }

    @Test
    void badInputIsOneLineThatNamesIt() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.collapsed"), "a;b 3\nno weight\n");
        CommandLineRun run = CommandLineRun.of("flame", bad.toString());
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains(bad + ": line 2: ").hasLineCount(1);
        Path noPprof = Files.writeString(folder.resolve("bad.pb.gz"), "hello");
        assertThat(CommandLineRun.of("flame", noPprof.toString()).exitCode()).isEqualTo(3);
        assertThat(CommandLineRun.of(
                                "flame", folder.resolve("missing.collapsed").toString())
                        .exitCode())
                .isEqualTo(3);
        assertThat(CommandLineRun.of("flame", stacks().toString(), "--thread", "x")
                        .err())
                .contains("only recordings");
        assertThat(CommandLineRun.of("flame", stacks().toString(), "--event", "alloc")
                        .err())
                .contains("it has samples");
    }
}
