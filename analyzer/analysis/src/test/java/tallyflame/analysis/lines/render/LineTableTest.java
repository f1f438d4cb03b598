package tallyflame.analysis.lines.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tallyflame.analysis.evidence.Work;
import tallyflame.analysis.lines.LineReport;
import tallyflame.analysis.lines.MethodFilter;
import tallyflame.analysis.lines.MethodLines;
import tallyflame.analysis.lines.Synthetic;
import tallyflame.analysis.source.SourceText;
import tallyflame.analysis.table.Answer;
import tallyflame.analysis.table.Format;
import tallyflame.analysis.table.TerminalText;
import tallyflame.counts.Branch;
import tallyflame.counts.BranchKind;
import tallyflame.counts.BranchOutcome;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.LineHits;
import tallyflame.counts.MethodCounts;
import tallyflame.flamegraphs.Profile;

class LineTableTest {
    private static final int WIDE = 160;

    @Test
    void looksLikeLineProfilerPlusBranches() {
        assertThat(table(Synthetic.skyReport(), 0, Synthetic.source(Synthetic.SOURCE), WIDE))
                .isEqualTo(
                        """
                        File: src/org/acme/Sky.java
                        Method: org.acme.Sky.bright at line 4                                  total 4.00 s (sampled, ±0.18 s)   entered 4
                        Time in s, Per Hit in ms

                        Line #      Hits      Time     Per Hit   % Time      ±  Branches        Line Contents
                        =====================================================================================
                             4                                                                      int bright(int[] pixels) {
                             5         4     0.000                  0.0    0.5                          int count = 0;
                             6       254     1.000       3.937     25.0    4.2  250→8 4→12              for (int pixel : pixels) {
                             7                                                                              // counts what shines
                             8       250     2.000       8.000     50.0    4.9  30→9 220→6                  if (pixel > 7) {
                             9        30     1.000      33.333     25.0    4.2                                  count += heat(pixel);
                            10                                                                              }
                            11                                                                          }
                            12         4     0.000                  0.0    0.5  0→13 4→15               if (count < 0) {
                            13         0                                                                    throw new IllegalStateException();
                            14                                                                          }
                            15         4     0.000                  0.0    0.5                          return count;
                        """);
    }

    @Test
    void cutsOnlyTheSourceOnANarrowTerminal() {
        String wide = table(Synthetic.skyReport(), 0, Synthetic.source(Synthetic.SOURCE), WIDE);
        for (int width : new int[] {40, 60, 80}) {
            String narrow = table(Synthetic.skyReport(), 0, Synthetic.source(Synthetic.SOURCE), width);

            assertThat(figures(narrow)).isEqualTo(figures(wide));
            if (width >= 80) {
                assertThat(rows(narrow)).allMatch(line -> TerminalText.width(line) <= width);
            }
            assertThat(rows(narrow)).anyMatch(line -> line.endsWith("…"));
        }
    }

    @Test
    void printsWithoutSource() {
        String table = table(Synthetic.skyReport(), 0, Optional.empty(), WIDE);

        assertThat(table)
                .startsWith("File: org/acme/Sky.java (source not found; name its folder or jar with --source)\n");
        assertThat(rows(table)).hasSize(7).anyMatch(line -> line.startsWith("     8       250     2.000"));
    }

    @Test
    void saysWhenTheSourceDoesNotMatch() {
        String table = table(Synthetic.skyReport(), 0, Synthetic.source("package org.acme;\n"), WIDE);

        assertThat(table)
                .contains("Sky.java (does not match the class: it has 1 lines, the method reaches line 15)")
                .doesNotContain("package org.acme");
    }

    @Test
    void saysWhenTheSampleIsTooSmall() {
        Synthetic synthetic = new Synthetic();
        synthetic.add(99, 1000, synthetic.bright(8));
        Optional<Profile> profile = Optional.of(synthetic.profile("cpu", "ns"));

        assertThat(table(
                        Synthetic.report(List.of(Synthetic.sky()), profile),
                        0,
                        Synthetic.source(Synthetic.SOURCE),
                        WIDE))
                .contains("The sample is too small: 99 samples are in this method, and shares need 100.");
        assertThat(table(Synthetic.skyReport(), 0, Synthetic.source(Synthetic.SOURCE), WIDE))
                .doesNotContain("too small");
    }

    @Test
    void leavesTimesBlankWithoutSamplesAndHitsWithoutCounts() {
        LineReport counted = Synthetic.report(List.of(Synthetic.sky()), Optional.empty());
        String counts = table(counted, indexOf(counted, "bright"), Synthetic.source(Synthetic.SOURCE), WIDE);
        String samples = table(
                Synthetic.report(List.of(), Optional.of(Synthetic.profile())),
                0,
                Synthetic.source(Synthetic.SOURCE),
                WIDE);

        assertThat(counts).contains("total not sampled   entered 4");
        assertThat(rows(counts)).contains("     9        30" + " ".repeat(72) + "count += heat(pixel);");
        assertThat(samples).contains("total 4.00 s (sampled, ±0.18 s)   entered not counted");
        assertThat(rows(samples))
                .anyMatch(line -> line.startsWith("     8               2.000                 50.0    4.9"));
    }

    @Test
    void showsMissingDebugInformationAsSamplesWithoutALine() {
        Synthetic synthetic = new Synthetic();
        synthetic.add(200, 1_000_000, synthetic.frame("org.acme.Stripped", "run", "()V", -1));
        ClassCounts stripped = new ClassCounts(
                "org.acme.Stripped",
                1,
                "",
                List.of(new MethodCounts("run", "()V", 0, 12, 0, 0, 0, List.of(), List.of())));
        LineReport report = Synthetic.report(List.of(stripped), Optional.of(synthetic.profile("cpu", "ns")));

        String table = table(report, 0, Optional.empty(), WIDE);

        assertThat(table).contains("org.acme.Stripped.run at line 0").contains("entered 12");
        assertThat(rows(table)).containsExactly("     ?             200.000                100.0    0.9");
    }

    @Test
    void wrapsTheOutcomesOfAWideSwitchInsteadOfCuttingThem() {
        List<BranchOutcome> outcomes = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            outcomes.add(new BranchOutcome(100 + i, 900 + i));
        }
        Branch wide = new Branch(8, 0, BranchKind.SWITCH, outcomes);
        MethodCounts method =
                new MethodCounts("bright", "([I)I", 8, 1, 0, 0, 0, List.of(new LineHits(8, 1)), List.of(wide));
        ClassCounts counted = new ClassCounts(Synthetic.CLASS, 1, "Sky.java", List.of(method));

        String table =
                table(Synthetic.report(List.of(counted), Optional.empty()), 0, Synthetic.source(Synthetic.SOURCE), 90);

        outcomes.forEach(outcome -> assertThat(table).contains(outcome.count() + "→" + outcome.toLine()));
    }

    @Test
    void keepsHostileSourceAndNamesFromTheTerminal() {
        String hostile = Synthetic.SOURCE
                .replace("if (pixel > 7) {", "\u001b[2J\u001b]0;owned\u0007if\t(pixel\u202e > 7)\u009b31m {\u0000")
                .replace("// counts", "//\tcounts");
        Synthetic synthetic = new Synthetic();
        synthetic.add(100, 1, synthetic.frame("org.acme.\u001b[31mEvil", "a\rb\n", "()V", 3));
        LineReport evil = Synthetic.report(List.of(), Optional.of(synthetic.profile("cpu", "ns")));

        String table = table(Synthetic.skyReport(), 0, Synthetic.source(hostile), WIDE)
                + table(evil, 0, Optional.empty(), WIDE)
                + String.join("", evil.heading());

        assertThat(table.replace("\n", "").chars())
                .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
        assertThat(table).contains("␛[2J␛]0;owned␇if").contains("//  counts");
    }

    @Test
    void leavesOutCodeOfOtherMethodsAndMarksLambdas() {
        String text =
                """
                class Sky {
                    int a = one();

                    int one() {
                        return 1;
                    }

                    Sky() {
                        run(() -> {
                            work();
                        });
                    }
                }
                """;
        ClassCounts counted = new ClassCounts(
                "Sky",
                1,
                "Sky.java",
                List.of(
                        Synthetic.method("<init>", 2, 8, 9, 12),
                        Synthetic.method("one", 5),
                        Synthetic.method("lambda$new$0", 10, 11)));
        LineReport report = Synthetic.report(List.of(counted), Optional.empty());

        String table = table(report, indexOf(report, "<init>"), Synthetic.source(text), WIDE);

        assertThat(rows(table).stream().map(line -> line.strip().replaceAll("\\s+", " ")))
                .containsExactly(
                        "2 1 int a = one();",
                        "⋮",
                        "8 1 Sky() {",
                        "9 1 run(() -> {",
                        "10 » work();",
                        "11 » });",
                        "12 1 }",
                        "» counted as a method of its own: Sky.lambda$new$0");
    }

    @Test
    void knowsCodeOfMethodsThatWereNotSelected() {
        ClassCounts counted = new ClassCounts(
                "Sky",
                1,
                "Sky.java",
                List.of(
                        Synthetic.method("run", 3, 5),
                        Synthetic.method("lambda$run$0", 4),
                        Synthetic.method("run", 9)));
        LineReport report = LineReport.of(
                Optional.of(List.of(counted)),
                Optional.empty(),
                Work.unscaled("", ""),
                new MethodFilter(List.of(), List.of("lambda*")));

        assertThat(report.methods()).hasSize(1);
        assertThat(report.neighbours()).hasSize(2);
        assertThat(report.linesOfOthers(report.methods().get(0))).containsOnlyKeys(3, 5, 9);
    }

    @Test
    void callsBytesAWeight() {
        Synthetic synthetic = new Synthetic();
        synthetic.add(100, 512, synthetic.bright(8));
        LineReport report =
                Synthetic.report(List.of(Synthetic.sky()), Optional.of(synthetic.profile("alloc", "bytes")));

        assertThat(table(report, 0, Optional.empty(), WIDE))
                .contains("total 50.00 KiB (sampled, ±0.92 KiB)")
                .contains("Weight in KiB, Per Hit in B")
                .contains("Line #      Hits    Weight     Per Hit % Weight      ±");
    }

    @Test
    void namesTheParametersOfOverloads() {
        ClassCounts counted = new ClassCounts(
                "Sky",
                1,
                "Sky.java",
                List.of(
                        Synthetic.method("run", 2),
                        new MethodCounts(
                                "run", "(I)V", 5, 60_000, 3, 0, 0, List.of(new LineHits(5, 60_000)), List.of())));
        LineReport report = Synthetic.report(List.of(counted), Optional.empty());

        assertThat(table(report, 1, Optional.empty(), WIDE)).contains("Method: Sky.run() at line 2");
        assertThat(table(report, 0, Optional.empty(), WIDE))
                .contains("Method: Sky.run(int) at line 5")
                .contains("entered 60,000   left by exception 3");
    }

    private static int indexOf(LineReport report, String method) {
        return report.methods().stream().map(MethodLines::methodName).toList().indexOf(method);
    }

    private static String table(LineReport report, int method, Optional<SourceText> source, int width) {
        Answer answer = new Answer("", () -> null);
        new LineTable(report, report.methods().get(method), source, Optional.empty()).addTo(answer);
        return answer.write(Format.TABLE, width);
    }

    private static List<String> rows(String table) {
        List<String> lines = table.lines().toList();
        int rule = 0;
        while (!lines.get(rule).startsWith("===")) {
            rule++;
        }
        return lines.subList(rule + 1, lines.size());
    }

    /** The words that hold figures: what stands before the source text. */
    private static List<String> figures(String table) {
        return rows(table).stream()
                .map(line -> line.strip().replaceAll("\\s+", " "))
                .map(line -> line.replaceAll("( ?[^0-9→. …?» ][^→]*)?…?$", ""))
                .map(String::strip)
                .toList();
    }
}
