package tallyflame.cli.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tallyflame.analysis.table.Format;
import tallyflame.cli.CommandLineRun;

/** Every reading verb in every form: what it prints can be read by whoever reads that form, whatever names are in it. */
class FormatsTest {
    private static final String EVIL = "<img src=x>|\"e,vil\"`_*";
    private static final Pattern TAG = Pattern.compile("<(/?)([a-z][a-z0-9]*)\\b[^<>]*>");
    private static final Set<String> VOID = Set.of("meta", "br");

    @TempDir
    static Path folder;

    @BeforeAll
    static void record() throws Exception {
        Files.writeString(folder.resolve("a.collapsed"), "main;org.acme.A." + EVIL + " 90\nmain;org.acme.B.c 60\n");
        Files.writeString(folder.resolve("b.collapsed"), "main;org.acme.A." + EVIL + " 30\nmain;org.acme.B.c 90\n");
        Files.writeString(
                folder.resolve("budgets.yaml"),
                "schema: 1\nbudgets:\n  - id: '" + EVIL + "'\n    kind: forbidden-call\n    function: org.acme.B.c\n");
        CountedProject project = new CountedProject(folder.resolve("project"));
        Files.move(project.count(1), folder.resolve("counts.tfc"));
        Files.writeString(project.source, CountedProject.SOURCE.replace("// 1000", "// " + EVIL));
        try (Recording jfr = new Recording()) {
            jfr.enable("jdk.ThreadPark").withThreshold(Duration.ZERO).withStackTrace();
            jfr.start();
            LockSupport.parkNanos(1000);
            jfr.dump(folder.resolve("a.jfr"));
        }
        assertThat(CommandLineRun.of(
                                "alerts",
                                "generate",
                                "--count",
                                "5",
                                "--out",
                                folder.resolve("night").toString())
                        .exitCode())
                .isZero();
    }

    static Stream<List<String>> verbs() {
        String source = "project/src/main/java";
        return Stream.of(
                List.of("functions", "a.collapsed"),
                List.of("diff", "a.collapsed", "b.collapsed"),
                List.of("check", "a.collapsed", "--budget", "budgets.yaml"),
                List.of("lines", "counts.tfc", "--source", source),
                List.of("lines", "counts.tfc", "--branches", "--source", source),
                List.of("lines", "a.jfr", "--hot", "3"),
                List.of("events", "a.jfr"),
                List.of("query", "a.jfr", "SELECT '" + EVIL + "' AS \"na|me\", 1.5 AS x"),
                List.of("alerts", "describe", "night"),
                List.of("modules"),
                List.of("doctor"));
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void printsWhatCanBeRead(List<String> verb) throws IOException {
        for (Format format : Format.values()) {
            List<String> line = new ArrayList<>();
            verb.forEach(word -> line.add(
                    Files.exists(folder.resolve(word)) ? folder.resolve(word).toString() : word));
            line.addAll(List.of("--format", format.name().toLowerCase(Locale.ROOT)));
            CommandLineRun run = CommandLineRun.of(line.toArray(new String[0]));
            assertThat(run.exitCode()).as("%s: %s", line, run.err()).isLessThan(2);
            assertThat(run.out()).as("%s", line).isNotBlank();
            switch (format) {
                case TABLE -> assertThat(run.out()).doesNotContain("\u001b");
                case CSV -> assertCsv(run.out());
                case JSON ->
                    new ObjectMapper()
                            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                            .readTree(run.out());
                case MD -> assertMarkdown(run.out());
                case HTML -> assertHtml(run.out());
            }
        }
    }

    /** All records of as many cells as there are keys. */
    private static void assertCsv(String text) {
        List<Integer> cells = new ArrayList<>();
        int count = 1;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted ^= c == '"';
            count += c == ',' && !quoted ? 1 : 0;
            if (c == '\n' && !quoted) {
                cells.add(count);
                count = 1;
            }
        }
        assertThat(quoted).isFalse();
        assertThat(cells).as(text).hasSizeGreaterThan(1).containsOnly(cells.get(0));
    }

    /** Tables of GitHub: a line of titles, a line that aligns, and rows of as many cells. */
    private static void assertMarkdown(String text) {
        String before = "";
        int width = 0;
        int tables = 0;
        for (String line : text.split("\n", -1)) {
            if (line.startsWith("|")) {
                int cells = line.replace("\\|", "").replaceAll("[^|]", "").length();
                if (before.startsWith("|") && width == 0) {
                    assertThat(line).matches("\\|((---|--:)\\|)+");
                    width = cells;
                    tables++;
                }
                assertThat(cells).as(line).isEqualTo(width == 0 ? cells : width);
            } else {
                width = 0;
            }
            before = line;
        }
        assertThat(tables).as(text).isPositive();
        assertThat(text.replaceAll("`[^`\n]*`", "")).doesNotContain("<img");
    }

    /** Every element is closed where it was opened, and none is made of a name. */
    private static void assertHtml(String text) {
        assertThat(text).startsWith("<!doctype html>").contains("<table").doesNotContain("<img");
        Deque<String> open = new ArrayDeque<>();
        Matcher tag = TAG.matcher(text.replaceAll("(?s)<style>.*?</style>", ""));
        while (tag.find()) {
            if (tag.group(1).isEmpty()) {
                if (!VOID.contains(tag.group(2))) {
                    open.push(tag.group(2));
                }
            } else {
                assertThat(open.pop()).isEqualTo(tag.group(2));
            }
        }
        assertThat(open).isEmpty();
    }
}
