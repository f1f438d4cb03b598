package tallyflame.cli.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tallyflame.analysis.events.CommonEvents;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.analysis.explain.Cause;
import tallyflame.analysis.explain.LatencyCurve;
import tallyflame.analysis.functions.OwnFunctions;
import tallyflame.analysis.jvms.RunJvms;
import tallyflame.analysis.lines.MethodFilter;
import tallyflame.analysis.lines.RunLines;
import tallyflame.analysis.report.Report;
import tallyflame.analysis.report.ReportedSpans;
import tallyflame.analysis.source.Declarations;
import tallyflame.analysis.table.Answer;
import tallyflame.analysis.table.Table;
import tallyflame.analysis.timeline.Chart;
import tallyflame.analysis.timeline.Finding;
import tallyflame.analysis.timeline.Findings;
import tallyflame.analysis.timeline.Series;
import tallyflame.analysis.timeline.Timeline;
import tallyflame.flamegraphs.TestProfiles;
import tallyflame.recordings.ReadOptions;

/** A report in which every text that comes from outside tries to be markup, to reorder text, or to be too long. */
final class HostileReport {
    static final String EVIL =
            "</script><script>window.hacked=1</script><img src=x onerror=window.hacked=2>\"' \u202Erev";

    private HostileReport() {}

    /**
     * The report.
     *
     * @param folder for the project whose source is hostile
     */
    static Report in(Path folder) throws Exception {
        CountedProject project = new CountedProject(folder.resolve("project"));
        Path counts = project.count(1);
        return new Report(
                EVIL,
                List.of(Path.of("evil dir", "'; rm -rf ~ #.jfr")),
                Optional.empty(),
                List.of(TestProfiles.hostile()),
                Optional.of(OwnFunctions.withAll(TestProfiles.hostile(), className -> true, 1)),
                List.of(),
                EVIL,
                Declarations.NONE,
                Optional.of(lines(project, counts)),
                Optional.empty(),
                List.of(),
                new RunJvms(List.of(), List.of(EVIL)),
                new Timeline(
                        0,
                        2000,
                        List.of(new Chart(
                                EVIL, "%", false, List.of(new Series(EVIL, List.of(0.0, 1000.0), List.of(1.0, 2.0))))),
                        List.of(),
                        List.of(new Timeline.Stop(EVIL, 100, 200)),
                        List.of(EVIL)),
                List.of(new CommonEvents.Titled(EVIL, Table.of(List.of(EVIL)).code(EVIL, text -> text))),
                List.of(new Report.Part(
                        "report-locks",
                        EVIL,
                        new Answer(EVIL, () -> EVIL)
                                .table(Table.of(List.of(EVIL)).code(EVIL, text -> text)))),
                Optional.of(new ReportedSpans(
                        new Answer(EVIL, () -> EVIL).lines(EVIL).list(EVIL, List.of(EVIL)),
                        List.of(new LatencyCurve(
                                EVIL,
                                false,
                                List.of(Cause.SLEEP),
                                List.of(
                                        new LatencyCurve.Step(100, 5, 300, 0, List.of(0.0), EVIL, EVIL),
                                        new LatencyCurve.Step(1, 9, 9, 0, List.of(4.0), EVIL, EVIL)))),
                        List.of(new Answer(EVIL, () -> EVIL).lines(EVIL)))),
                new Findings(List.of(new Finding(EVIL, "topic", 80, EVIL, EVIL, "x".repeat(10_000))), 0, ""),
                List.of(EVIL));
    }

    /** The lines of a class whose source was replaced after it was counted: the comments are hostile. */
    private static RunLines lines(CountedProject project, Path counts) throws IOException {
        Files.writeString(
                project.source,
                CountedProject.SOURCE.replace("// 1000", "// " + EVIL).replace("// 21", "// " + "y".repeat(10_000)));
        return RunLines.read(
                Evidence.open(counts),
                ReadOptions.defaults(),
                MethodFilter.ALL,
                List.of(project.root.resolve("src/main/java")));
    }
}
