package tallyflame.cli.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tallyflame.analysis.lines.BranchRow;
import tallyflame.analysis.lines.HotLine;
import tallyflame.analysis.lines.MethodFilter;
import tallyflame.analysis.lines.RunLines;
import tallyflame.analysis.lines.render.Lcov;
import tallyflame.analysis.lines.render.LineCsv;
import tallyflame.analysis.lines.render.LineJson;
import tallyflame.analysis.lines.render.LineText;
import tallyflame.analysis.source.SourceText;
import tallyflame.cli.options.CommonOptions;
import tallyflame.cli.options.Failures;
import tallyflame.cli.options.Passes;
import tallyflame.cli.options.SelectionOptions;
import tallyflame.cli.options.Terminal;
import tallyflame.runs.AtomicFiles;
import tallyflame.runs.Pass;

/** Prints how often each line and branch ran and what it cost. */
@Command(
        name = "lines",
        mixinStandardHelpOptions = true,
        description = {
            "How often each line and branch ran and how much time it took:",
            "hits from the count pass, times from the sample pass of the same work."
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  tallyflame lines run-1                          methods by time",
            "  tallyflame lines run-1 --method process         one method and its lambdas",
            "  tallyflame lines run-1 --class 'java.util.**' --source lib-sources.jar",
            "  tallyflame lines a.jfr --hot 20                 hottest lines of a recording",
            "  tallyflame lines run-1 --branches --balanced    hardest to predict first",
            "  tallyflame lines run-1 --lcov coverage.info     for coverage services"
        })
public final class LinesCommand implements Callable<Integer> {
    private static final int FEW = 10;
    private static final int MANY = 50;

    /** How the answer is written. */
    enum Format {
        TABLE,
        CSV,
        JSON
    }

    @Mixin
    private CommonOptions common;

    @Mixin
    private SelectionOptions selection;

    @Parameters(
            arity = "1..*",
            paramLabel = "IN",
            description = "Run directories, .jfr files and count files (.tfc); several are merged.")
    private List<Path> inputs;

    @Option(
            names = "--class",
            paramLabel = "GLOB",
            description =
                    "Only these classes and the classes in them, by full or simple name; * any but a dot, ** any.")
    private List<String> classes = List.of();

    @Option(names = "--method", paramLabel = "NAME", description = "Only methods of this name and the lambdas in them.")
    private List<String> methods = List.of();

    @Option(names = "--source", paramLabel = "DIR|JAR", description = "Where source is; may be repeated.")
    private List<Path> sources = List.of();

    @Option(
            names = "--top",
            paramLabel = "N",
            description = "Methods to show, or branches with --branches (default: 10 or 50; 0 for all).")
    private Integer top;

    @Option(
            names = "--hot",
            paramLabel = "N",
            description = "The N hottest lines of the whole run instead, by own time.")
    private Integer hot;

    @Option(names = "--branches", description = "The branches instead, those that nearly always go one way first.")
    private boolean branches;

    @Option(names = "--balanced", description = "With --branches: those that go every way equally often first.")
    private boolean balanced;

    @Option(names = "--lcov", paramLabel = "FILE", description = "Also write the counts as an LCOV tracefile.")
    private Path lcov;

    @Option(names = "--format", paramLabel = "FORMAT", description = "table, csv or json (default: table).")
    private Format format = Format.TABLE;

    @Option(
            names = "--pass",
            paramLabel = "PASS",
            converter = Passes.class,
            description = "sample, or trace for times of a traced run (default: sample).")
    private Pass pass = Pass.SAMPLE;

    @Override
    public Integer call() throws Exception {
        check();
        if (selection.isTrace(common, pass)) {
            traced();
            return Failures.DONE;
        }
        // Without a class named, --hot is about everything that ran, not only about what was counted.
        boolean everything = hot != null && classes.isEmpty() && methods.isEmpty();
        MethodFilter filter = new MethodFilter(everything ? List.of("**") : classes, methods);
        RunLines lines = RunLines.read(inputs, selection.readOptions(common), filter, sources);
        if (lcov != null) {
            writeLcov(lines);
        }
        if (common.json() || format == Format.JSON) {
            printJson(lines);
        } else if (format == Format.CSV) {
            common.out().print(LineCsv.of(lines.report(), lines::source));
        } else {
            common.out().print(table(lines));
            lines.ledger().lines().forEach(common.out()::println);
        }
        common.out().flush();
        boolean sound =
                lines.ledger().counts() == null || lines.ledger().counts().residual() == 0;
        return sound ? Failures.DONE : Failures.ANSWER_IS_NO;
    }

    private void traced() throws IOException {
        if (hot != null || branches || lcov != null || format == Format.CSV) {
            throw common.usage("--hot, --branches, --lcov and --format csv do not apply to a trace");
        }
        MethodFilter filter = new MethodFilter(classes, methods);
        boolean json = common.json() || format == Format.JSON;
        TraceTables.lines(
                common,
                inputs,
                method -> filter.matches(method.className(), method.method()),
                most(json ? Integer.MAX_VALUE : FEW),
                sources,
                json);
    }

    private void check() {
        if ((top != null && top < 0) || (hot != null && hot < 1)) {
            throw common.usage(top != null && top < 0 ? "--top must not be negative" : "--hot must be at least 1");
        }
        if (hot != null && branches) {
            throw common.usage("--hot and --branches are two different reports; ask for one");
        }
        if (balanced && !branches) {
            throw common.usage("--balanced is an order of --branches; name that, too");
        }
        if (format == Format.CSV && (hot != null || branches)) {
            throw common.usage(
                    "--format csv is the table of all lines; --hot and --branches are written as table or json");
        }
    }

    private BranchRow.Order order() {
        return balanced ? BranchRow.Order.BALANCED : BranchRow.Order.LOPSIDED;
    }

    private int most(int usual) {
        return top == null ? usual : top == 0 ? Integer.MAX_VALUE : top;
    }

    private String table(RunLines lines) throws IOException {
        int width = Terminal.width();
        if (hot != null) {
            return LineText.hot(lines.report(), hottest(lines), lines::source, width);
        }
        if (branches) {
            List<BranchRow> rows = BranchRow.of(lines.report(), order());
            List<BranchRow> shown = rows.subList(0, Math.min(most(MANY), rows.size()));
            return LineText.branches(lines.report(), shown, lines::source, width)
                    + (shown.size() < rows.size()
                            ? shown.size() + " of " + rows.size() + " branches shown (--top)\n"
                            : "");
        }
        return LineText.methods(lines.report(), most(FEW), lines::source, width) + "\n";
    }

    private void printJson(RunLines lines) {
        if (hot != null) {
            common.printJson(LineJson.hot(lines.report(), hottest(lines), lines.ledger()));
        } else if (branches) {
            List<BranchRow> rows = BranchRow.of(lines.report(), order());
            common.printJson(LineJson.branches(
                    lines.report(), rows.subList(0, Math.min(most(Integer.MAX_VALUE), rows.size())), lines.ledger()));
        } else {
            common.printJson(LineJson.document(lines.report(), lines.ledger()));
        }
    }

    private List<HotLine> hottest(RunLines lines) {
        return lines.profile()
                .map(profile -> HotLine.of(lines.report(), profile.tree(), hot))
                .orElse(List.of());
    }

    private void writeLcov(RunLines lines) throws IOException {
        if (!lines.report().counted()) {
            throw common.usage("--lcov needs counts, and the input has none; run it with --passes sample,count");
        }
        String text = Lcov.of(lines.report(), method -> lines.source(method)
                .map(SourceText::location)
                .filter(location -> Files.isRegularFile(Path.of(location)))
                .map(location -> Path.of(location).toAbsolutePath().normalize().toString())
                .orElseGet(method::sourcePath));
        AtomicFiles.write(lcov, temporary -> Files.writeString(temporary, text));
        common.err().println("wrote " + lcov);
    }
}
