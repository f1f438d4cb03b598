package tallyflame.cli.read;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.analysis.spans.SpanSet;
import tallyflame.analysis.spans.SpansAnswer;
import tallyflame.cli.options.Failures;
import tallyflame.cli.options.RowOptions;

/** Prints how long spans took and what they spent. */
@Command(
        name = "spans",
        mixinStandardHelpOptions = true,
        description = "How long spans took (alerts, batches, requests, tasks), what they spent, and the slowest.",
        sortOptions = false,
        footer = {
            "",
            "Spans are those of tallyflame.annotations.Span and of async-profiler's profiler.Span, the alerts and batches of",
            "run, and the events of any type that has a duration and is named by --span.",
            "",
            "Examples:",
            "  tallyflame spans run-1                                alerts and batches of a run",
            "  tallyflame spans a.jfr --span checkout --top 50       the 50 slowest of one name",
            "  tallyflame spans a.jfr --span jdk.SocketRead          reads from sockets, by host",
            "  tallyflame functions run-1 --span alert --slowest 1%%  where the time of the slowest goes"
        })
public final class SpansCommand implements Callable<Integer> {
    private static final int ROWS = 10;

    @Mixin
    private RowOptions common;

    @Mixin
    private SpanOptions spans;

    @Mixin
    private JvmSelection jvms;

    @Parameters(arity = "1..*", paramLabel = "IN", description = "Run directories or .jfr files; several are merged.")
    private List<Path> inputs;

    @Override
    public Integer call() throws Exception {
        Evidence evidence = jvms.open(inputs);
        common.print(SpansAnswer.of(evidence, SpanSet.read(evidence, spans.filter(common)), common.top(ROWS)));
        return Failures.DONE;
    }
}
