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
import tallyflame.analysis.evidence.Evidence;
import tallyflame.analysis.lines.AllocationRow;
import tallyflame.analysis.lines.BranchRow;
import tallyflame.analysis.lines.HotLine;
import tallyflame.analysis.lines.MethodFilter;
import tallyflame.analysis.lines.RunLines;
import tallyflame.analysis.lines.render.Lcov;
import tallyflame.analysis.lines.render.LineAnswers;
import tallyflame.analysis.lines.render.LineLayout;
import tallyflame.analysis.source.SourceText;
import tallyflame.analysis.table.Answer;
import tallyflame.analysis.table.Format;
import tallyflame.analysis.trace.TraceAnswers;
import tallyflame.cli.options.Failures;
import tallyflame.cli.options.Passes;
import tallyflame.cli.options.RowOptions;
import tallyflame.cli.options.SourceOptions;
import tallyflame.recordings.ReadOptions;
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
            "  tallyflame lines run-1 --allocations            what each line allocated, by class",
            "  tallyflame lines run-1 --lcov coverage.info     for coverage services",
            "  tallyflame lines run-1 --lcov coverage.info --classes target/classes   with classes never loaded",
            "  tallyflame lines run-1 --filter all             without what compilers add"
        })
public final class LinesCommand implements Callable<Integer> {
    private static final int FEW = 10;
    private static final int MANY = 50;

    @Mixin
    private RowOptions common;

    @Mixin
    private SampleOptions selection;

    @Mixin
    private JvmSelection jvms;

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

    @Mixin
    private SourceOptions source;

    @Mixin
    private ClassOptions code;

    @Option(
            names = "--hot",
            paramLabel = "N",
            description = "The N hottest lines of the whole run instead, by own time.")
    private Integer hot;

    @Option(names = "--branches", description = "The branches instead, those that nearly always go one way first.")
    private boolean branches;

    @Option(names = "--balanced", description = "With --branches: those that go every way equally often first.")
    private boolean balanced;

    @Option(
            names = "--allocations",
            description = "What lines allocated instead, by class, most bytes first (counted with --count-alloc).")
    private boolean allocations;

    @Option(
            names = {"-u", "--unit"},
            paramLabel = "UNIT",
            description =
                    "Unit of all times: s, ms, us, ns, or in seconds, such as 1e-3 (default: what suits a table).")
    private String unit;

    @Option(
            names = {"-z", "--skip-zero"},
            description = "Leave out methods that took no time.")
    private boolean skipZero;

    @Option(
            names = {"-t", "--sort"},
            description = "The method with most time last, next to the prompt, instead of first.")
    private boolean sort;

    @Option(
            names = {"-m", "--summarize"},
            description = "After the tables, one line for each method.")
    private boolean summarize;

    @Option(names = "--lcov", paramLabel = "FILE", description = "Also write the counts as an LCOV tracefile.")
    private Path lcov;

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
        Evidence evidence = code.applyTo(selection.narrow(common, jvms.open(inputs)));
        ReadOptions options = selection.readOptions(common, evidence);
        RunLines lines = RunLines.read(evidence, options, filter, source.places());
        if (lcov != null) {
            writeLcov(lines);
        }
        common.print(answer(lines));
        boolean sound =
                lines.ledger().counts() == null || lines.ledger().counts().residual() == 0;
        return sound ? Failures.DONE : Failures.ANSWER_IS_NO;
    }

    private void traced() throws IOException {
        if (hot != null || branches || allocations || lcov != null) {
            throw common.usage("--hot, --branches, --allocations and --lcov do not apply to a trace");
        }
        MethodFilter filter = new MethodFilter(classes, methods);
        Evidence evidence = jvms.open(inputs);
        common.print(TraceAnswers.lines(
                evidence.traces(),
                method -> filter.matches(method.className(), method.method()),
                most(FEW),
                evidence.sources(source.places())));
    }

    private void check() {
        if (hot != null && hot < 1) {
            throw common.usage("--hot must be at least 1");
        }
        if ((hot != null ? 1 : 0) + (branches ? 1 : 0) + (allocations ? 1 : 0) > 1) {
            throw common.usage("--hot, --branches and --allocations are different reports; ask for one");
        }
        if (unit != null && !LineLayout.isUnit(unit)) {
            throw common.usage("--unit must be s, ms, us or ns, or one of them in seconds, such as 1e-3; not " + unit);
        }
        if (balanced && !branches) {
            throw common.usage("--balanced is an order of --branches; name that, too");
        }
    }

    /** What machines read is whole unless they ask for less. */
    private int most(int usual) {
        boolean people = common.format() != Format.JSON && common.format() != Format.CSV;
        return common.top(people ? usual : Integer.MAX_VALUE);
    }

    private Answer answer(RunLines lines) {
        LineAnswers answers = LineAnswers.of(lines);
        if (hot != null) {
            return answers.hot(hottest(lines));
        }
        if (allocations) {
            if (!lines.report().allocated()) {
                throw common.usage(
                        "--allocations needs counts of them, and the input has none; record or run it with --count-alloc");
            }
            return answers.allocations(AllocationRow.of(lines.report()), most(MANY));
        }
        BranchRow.Order order = balanced ? BranchRow.Order.BALANCED : BranchRow.Order.LOPSIDED;
        return branches
                ? answers.branches(BranchRow.of(lines.report(), order), most(MANY))
                : answers.methods(new LineLayout(most(FEW), unit, skipZero, sort, summarize));
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
