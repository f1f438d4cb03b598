package tallyflame.cli.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.analysis.report.ReportPage;
import tallyflame.cli.CommandLineRun;
import tallyflame.flamegraphs.page.Html;

/** Reports of real runs and recordings, as files; the browser looks at them in {@link ReportBrowserTest}. */
class ReportCommandTest {
    /** What the report of a run of hostless may have. */
    private static final long MOST_BYTES = 1_500_000;

    @TempDir
    private Path folder;

    @Test
    void aRunEndsWithItsReport() throws IOException {
        JsonNode entry = new ObjectMapper()
                .readTree(ReportedRun.answer().out())
                .get("runs")
                .get(0);
        Path report = Path.of(entry.get("report").asText());
        assertThat(report).isEqualTo(ReportedRun.directory().resolve("report.html"));
        assertThat(Files.size(report)).isLessThan(MOST_BYTES);
        assertThat(Files.readString(report))
                .contains("<title>hostless – report</title>", "60 alerts of ", "alerts/s/core", "overhead")
                .contains("id=\"report-functions\"", "id=\"report-flame\"", "id=\"report-source\"")
                .contains("id=\"report-latency\"", "<polyline", "id=\"report-timeline\"", "part-timeline")
                .contains("rules of JDK Mission Control judged", "tallyflame run hostless --alerts ")
                .contains("data-frame=\"tallyflame.modules.hostless.HostlessModule.process\"")
                .doesNotContainPattern("(src|href)=\"(?!#)");
    }

    /** Clauses in one sentence, each with a place in the page. */
    private static String headline(JsonNode answer) {
        List<String> texts = new ArrayList<>();
        answer.at("/headline/clauses")
                .forEach(clause -> texts.add(clause.get("text").asText()));
        String text = String.join("; ", texts);
        return text.isEmpty() ? "" : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    @Test
    void theAnswerComesFirstAndLeadsToWhatShowsIt() throws IOException {
        JsonNode entry = new ObjectMapper()
                .readTree(ReportedRun.answer().out())
                .get("runs")
                .get(0);
        assertThat(entry.at("/headline/text").asText())
                .isEqualTo(headline(entry))
                .containsIgnoringCase("of your code, ");
        String page = Files.readString(Path.of(entry.get("report").asText()));
        for (JsonNode clause : entry.at("/headline/clauses")) {
            String part = clause.get("part").asText();
            assertThat(page)
                    .contains("<a href=\"#" + part + "\">"
                            + Html.escape(clause.get("text").asText()) + "</a>");
            assertThat(page).contains("id=\"" + part + "\"");
        }
        assertThat(page.indexOf("report-headline")).isLessThan(page.indexOf("<dl class"));
    }

    @Test
    void aReportIsWrittenAgainElsewhere() throws IOException {
        Path file = folder.resolve("sent.html");
        CommandLineRun run = CommandLineRun.of(
                "report", ReportedRun.directory().toString(), "-o", file.toString(), "--json", "--thread", "*module-1");
        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode answer = new ObjectMapper().readTree(run.out());
        assertThat(answer.get("report").asText()).isEqualTo(file.toString());
        assertThat(answer.get("bytes").asLong()).isEqualTo(Files.size(file));
        assertThat(answer.at("/headline/text").asText()).isEqualTo(headline(answer));
    }

    @Test
    void aRecordingHasItsReportBesideIt() throws IOException {
        Path recording =
                Files.copy(ReportedRun.directory().resolve("passes/sample-1/async.jfr"), folder.resolve("some.jfr"));
        CommandLineRun run = CommandLineRun.of("report", recording.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(folder.resolve("some.report.html"))
                .content()
                .contains("<title>some.jfr – report</title>", "id=\"report-flame\"", "tallyflame report ");
    }

    @Test
    void aFolderOfRunsHasAPageThatLinksTheirReports() throws IOException {
        Path runs = folder.resolve("runs");
        Path one = Files.createDirectories(runs.resolve("with space & more"));
        Files.copy(ReportedRun.directory().resolve("run.json"), one.resolve("run.json"));
        CommandLineRun run = CommandLineRun.of("report", runs.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(one.resolve(ReportPage.FILE)).content().contains("alerts/s/core");
        assertThat(runs.resolve(ReportPage.FILE))
                .content()
                .contains("<a href=\"./with%20space%20%26%20more/report.html\">hostless</a>")
                .contains("<svg class=\"chart\"", "<li>hostless ", "J/1000 alerts")
                .contains("script-src 'none'");
    }

    @Test
    void whatCannotBeReportedIsOneLine() throws IOException {
        Path text = Files.writeString(folder.resolve("text.jfr"), "no recording");
        assertThat(CommandLineRun.of("report", text.toString())).satisfies(run -> {
            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(run.err()).contains("text.jfr").hasLineCount(1);
        });
        assertThat(CommandLineRun.of("report", folder.toString()).exitCode()).isEqualTo(3);
        assertThat(CommandLineRun.of("report", "a.jfr", "b.jfr").exitCode()).isEqualTo(2);
        assertThat(CommandLineRun.of("report", "a.jfr").exitCode()).isEqualTo(3);
    }

    @Test
    void whatIsLeftOutIsNamedInThePageAndOnTheTerminal() throws IOException {
        Path run = folder.resolve("run");
        try (Stream<Path> files = Files.walk(ReportedRun.directory())) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        run.resolve(ReportedRun.directory().relativize(file).toString()));
            }
        }
        Path counts = run.resolve("passes/count-1/counts.tfc");
        Files.write(counts, Arrays.copyOf(Files.readAllBytes(counts), 200));
        Path trace = Files.createDirectories(run.resolve("passes/trace-1")).resolve("trace.tfc");
        Files.writeString(trace, "no trace");
        Path latency = Files.write(run.resolve("passes/baseline-1/latency.hgrm"), new byte[] {-1, -2, 0, 1});
        CommandLineRun report = CommandLineRun.of("report", run.toString());
        assertThat(report.exitCode()).isZero();
        assertThat(report.err().lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith(run + ": counts left out: " + counts + ": the file is truncated"),
                        line -> assertThat(line).startsWith(run + ": trace left out: " + trace + ": "),
                        line -> assertThat(line)
                                .isEqualTo(run + ": latency left out: " + latency
                                        + ": is not a distribution of latencies"));
        assertThat(run.resolve(ReportPage.FILE))
                .content()
                .contains("counts left out: ", "trace left out: ", "latency left out: ")
                .contains("id=\"report-source\"")
                .doesNotContain("id=\"report-latency\"");
    }

    @Test
    void foldersOfTheOutputAreMade() throws IOException {
        Path recording = ReportedRun.directory().resolve("passes/sample-1/async.jfr");
        for (String verb : List.of("report", "flame")) {
            Path file = folder.resolve("new/" + verb + "/x.html");
            assertThat(CommandLineRun.of(verb, recording.toString(), "-o", file.toString())
                            .exitCode())
                    .isZero();
            assertThat(file.getParent().toFile().list()).containsExactly("x.html");
            Path under = file.resolve("y.html");
            assertThat(CommandLineRun.of(verb, recording.toString(), "-o", under.toString())
                            .err())
                    .isEqualToNormalizingNewlines(
                            "tallyflame: " + under + ": cannot be written: " + file + " is not a folder\n");
        }
    }

    @Test
    void hostileTextsStayText() throws Exception {
        Path file = folder.resolve("hostile.html");
        ReportPage.write(HostileReport.in(folder), file);
        assertThat(Files.readString(file))
                .doesNotContain("<script>window.hacked", "<img", "\u202E")
                .contains("&#60;/script&#62;&#60;script&#62;window.hacked")
                .doesNotContain("x".repeat(2000), "y".repeat(1000));
    }
}
