package tallyflame.analyzer.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tallyflame.analyzer.report.Report;
import tallyflame.analyzer.report.ReportPage;
import tallyflame.analyzer.tables.Quantity;

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
            "  tallyflame report a.jfr --source src/main/java    a.report.html beside a.jfr",
            "  tallyflame report a.jfr b.jfr -o both.html"
        })
final class ReportCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private SelectionOptions selection;

    @Parameters(
            arity = "1..*",
            paramLabel = "IN",
            description = "A run directory, the folder of several runs, or .jfr files, which are merged.")
    private List<Path> inputs;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description =
                    "File to write (default: report.html in the run directory, NAME.report.html beside NAME.jfr).")
    private Path output;

    @Option(names = "--source", paramLabel = "DIR|JAR", description = "Where source is; may be repeated.")
    private List<Path> sources = List.of();

    @Override
    public Integer call() throws Exception {
        Path file = output == null ? besideInput() : output;
        Report report =
                Report.read(inputs, selection.readOptions(common, true).withSamples(true), selection.part(), sources);
        ReportPage.write(report, file);
        answer(file);
        return Failures.DONE;
    }

    private Path besideInput() {
        if (inputs.size() > 1) {
            throw common.usage("name the file to write with -o, because there are " + inputs.size() + " inputs");
        }
        Path input = inputs.get(0);
        if (Files.isDirectory(input)) {
            return input.resolve(ReportPage.FILE);
        }
        String name = String.valueOf(input.getFileName()).replaceFirst("\\.jfr$", "");
        return input.resolveSibling(name + "." + ReportPage.FILE);
    }

    private void answer(Path file) throws IOException {
        if (common.json()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("schema", 1);
            document.put("report", file.toString());
            document.put("bytes", Files.size(file));
            common.printJson(document);
        } else {
            common.out().println(file + " (" + Quantity.of(Files.size(file), "bytes") + ")");
            common.out().flush();
        }
    }
}
