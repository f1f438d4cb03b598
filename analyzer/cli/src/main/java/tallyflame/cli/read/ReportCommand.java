package tallyflame.cli.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.analysis.headline.Headline;
import tallyflame.analysis.report.IndexPage;
import tallyflame.analysis.report.Report;
import tallyflame.analysis.report.ReportPage;
import tallyflame.analysis.table.TerminalText;
import tallyflame.analysis.throughput.SurveyDemand;
import tallyflame.cli.options.CommonOptions;
import tallyflame.cli.options.Failures;
import tallyflame.cli.options.PackageOptions;
import tallyflame.cli.options.SelectionOptions;
import tallyflame.cli.options.SourceOptions;
import tallyflame.flamegraphs.Quantity;
import tallyflame.runs.RunDirectory;

/** {@code report}: everything about a run or a recording in one HTML file. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = {
            "Writes one HTML file to send around: functions, flame graph, source with hits and times, latency,",
            "the machine over time, findings. It needs no network and shows nothing but what is in it."
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  tallyflame report run-1                           run-1/report.html",
            "  tallyflame report runs/                           a report in each run, and one that links to them",
            "  tallyflame report a.jfr --source src/main/java    a.report.html next to a.jfr",
            "  tallyflame report a.jfr b.jfr -o both.html"
        })
public final class ReportCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private SelectionOptions selection;

    @Mixin
    private JvmSelection jvms;

    @Parameters(
            arity = "1..*",
            paramLabel = "IN",
            description = "A run directory, the folder of several runs, or .jfr files, which are merged.")
    private List<Path> inputs;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description =
                    "File to write (default: report.html in the run directory, NAME.report.html next to NAME.jfr).")
    private Path output;

    @Mixin
    private SourceOptions source;

    @Mixin
    private PackageOptions packages;

    @Mixin
    private ClassOptions code;

    @Override
    public Integer call() throws Exception {
        if (output == null && inputs.size() > 1) {
            throw common.usage("name the file to write with -o, because there are " + inputs.size() + " inputs");
        }
        Evidence evidence = jvms.open(inputs);
        if (inputs.size() == 1 && evidence.onlyRuns() && !RunDirectory.isRunDirectory(inputs.get(0))) {
            return together(evidence.runs());
        }
        Path file = output == null ? besideInput() : output;
        Report report = read(evidence);
        ReportPage.write(report, file);
        answer(file, Optional.of(report.headline()));
        return Failures.DONE;
    }

    private Report read(Evidence evidence) throws IOException {
        Report report = Report.read(
                code.applyTo(evidence),
                selection.readOptions(common, true).withSamples(true),
                source.places(),
                packages.globs());
        report.problems().forEach(problem -> common.err()
                .println(TerminalText.clean(evidence.inputs().get(0) + ": " + problem)));
        common.err().flush();
        return report;
    }

    /** A report into each run, and the page that links them. */
    private int together(List<RunDirectory> runs) throws IOException {
        if (output != null) {
            throw common.usage("-o is for a single report; those of several runs go into their directories");
        }
        for (RunDirectory run : runs) {
            ReportPage.write(read(jvms.open(List.of(run.root()))), run.root().resolve(ReportPage.FILE));
        }
        answer(IndexPage.write(inputs.get(0), runs, SurveyDemand.SURVEYS), Optional.empty());
        return Failures.DONE;
    }

    private Path besideInput() {
        Path input = inputs.get(0);
        if (Files.isDirectory(input)) {
            return input.resolve(ReportPage.FILE);
        }
        String name = String.valueOf(input.getFileName()).replaceFirst("\\.jfr$", "");
        return input.resolveSibling(name + "." + ReportPage.FILE);
    }

    private void answer(Path file, Optional<Headline> headline) throws IOException {
        if (common.json()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("schema", 1);
            document.put("report", file.toString());
            document.put("bytes", Files.size(file));
            headline.ifPresent(found -> document.put("headline", found.document()));
            common.printJson(document);
        } else {
            headline.map(Headline::text).filter(text -> !text.isEmpty()).ifPresent(text -> common.out()
                    .println(TerminalText.clean(text)));
            common.out().println(file + " (" + Quantity.of(Files.size(file), "bytes") + ")");
            common.out().flush();
        }
    }
}
