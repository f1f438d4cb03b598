package tallyflame.cli.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.analysis.functions.Callers;
import tallyflame.analysis.functions.FunctionTable;
import tallyflame.analysis.functions.FunctionsAnswer;
import tallyflame.analysis.functions.IdleThreads;
import tallyflame.analysis.functions.OwnFunctions;
import tallyflame.analysis.functions.SummedFunctions;
import tallyflame.analysis.own.OwnCode;
import tallyflame.analysis.source.Declarations;
import tallyflame.analysis.trace.TraceAnswers;
import tallyflame.cli.options.Failures;
import tallyflame.cli.options.PackageOptions;
import tallyflame.cli.options.Passes;
import tallyflame.cli.options.RowOptions;
import tallyflame.flamegraphs.FrameDetail;
import tallyflame.flamegraphs.Profile;
import tallyflame.recordings.ReadOptions;
import tallyflame.runs.Energy;
import tallyflame.runs.Pass;

/** Prints where the weight of the samples goes, by function. */
@Command(
        name = "functions",
        mixinStandardHelpOptions = true,
        description = "Where the time (or memory, or waiting) goes, by function.",
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  tallyflame functions run-1                          CPU time of the measured window of a run",
            "  tallyflame functions a.jfr b.jfr --event alloc      bytes allocated, two recordings merged",
            "  tallyflame functions run-1 --callers java.util.HashMap.get",
            "  tallyflame functions a.jfr --thread 'worker-*' --from 10s --to 1m --format csv"
        })
public final class FunctionsCommand implements Callable<Integer> {
    private static final int ROWS = 30;

    @Mixin
    private RowOptions common;

    @Mixin
    private SampleOptions selection;

    @Mixin
    private PackageOptions packages;

    @Mixin
    private JvmSelection jvms;

    @Parameters(arity = "1..*", paramLabel = "IN", description = "Run directories or .jfr files; several are merged.")
    private List<Path> inputs;

    @Option(
            names = "--pass",
            paramLabel = "PASS",
            converter = Passes.class,
            description = "sample, or trace for times of a traced run (default: sample).")
    private Pass pass = Pass.SAMPLE;

    @Option(
            names = "--callers",
            paramLabel = "FUNCTION",
            description = "Who calls this function instead: its full name, as the table of functions has it.")
    private String called;

    @Override
    public Integer call() throws Exception {
        int most = common.top(ROWS);
        if (selection.isTrace(common, pass)) {
            if (called != null) {
                throw common.usage("--callers does not apply to a trace");
            }
            common.print(TraceAnswers.functions(jvms.open(inputs).traces(), most));
            return Failures.DONE;
        }
        Evidence evidence = jvms.open(inputs);
        ReadOptions options = selection.readOptions(common, evidence).withDetail(FrameDetail.METHODS);
        if (called != null) {
            common.print(callers(evidence, options).answer(most));
            return Failures.DONE;
        }
        OwnCode own = OwnCode.of(evidence, packages.globs());
        SummedFunctions sums = SummedFunctions.read(evidence, options, own::owns);
        IdleThreads idle = sums.event().equals("wall") ? wallClock(evidence, options) : null;
        common.print(FunctionsAnswer.of(
                idle == null ? ofSums(sums, own, evidence) : ofWallClock(idle, own, evidence),
                most,
                idle == null ? sums.ledger() : idle.active().ledger()));
        return Failures.DONE;
    }

    private FunctionsAnswer.Shown ofSums(SummedFunctions sums, OwnCode own, Evidence evidence) {
        return new FunctionsAnswer.Shown(
                sums::all,
                sums.own(),
                own.absence(),
                sums.event().equals("cpu") ? joulesPerThousandAlerts(evidence) : null,
                null,
                new Declarations(evidence::classPath));
    }

    private FunctionsAnswer.Shown ofWallClock(IdleThreads idle, OwnCode own, Evidence evidence) {
        Profile active = idle.active();
        return new FunctionsAnswer.Shown(
                () -> FunctionTable.of(active, selection.threads()),
                OwnFunctions.of(active, own::owns, selection.threads()),
                own.absence(),
                null,
                idle,
                new Declarations(evidence::classPath));
    }

    private Callers callers(Evidence evidence, ReadOptions options) throws IOException {
        Callers callers = Callers.of(evidence.samples(options).get(0), called);
        if (callers.rows().isEmpty()) {
            throw common.usage(
                    called + " is on no stack of " + callers.profile().event() + "; functions --package all lists all");
        }
        return callers;
    }

    /** Reads once more, with single samples: intervals of the wall clock depend on when they were taken. */
    private static IdleThreads wallClock(Evidence evidence, ReadOptions options) throws IOException {
        Profile profile =
                evidence.samples(options.withEvents("wall").withSamples(true)).get(0);
        return profile.samples().isEmpty() ? null : IdleThreads.of(profile);
    }

    /** Energy of the measured window of a run; {@code null} if the samples are not those of one whole run that has it, or only its size is known. */
    private Double joulesPerThousandAlerts(Evidence evidence) {
        Energy energy = selection.part()
                ? null
                : evidence.run().map(run -> run.document().energy()).orElse(null);
        return energy == null || energy.wide() ? null : energy.perThousandAlerts();
    }
}
