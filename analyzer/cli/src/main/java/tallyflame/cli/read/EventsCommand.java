package tallyflame.cli.read;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tallyflame.analysis.events.EventsAnswer;
import tallyflame.cli.options.Failures;
import tallyflame.cli.options.JvmSelection;
import tallyflame.cli.options.RowOptions;
import tallyflame.recordings.EventSummary;

/** Prints what types of events are in recordings. */
@Command(
        name = "events",
        mixinStandardHelpOptions = true,
        description = "What events are in a recording: how many, how long, and whether they have stacks.",
        sortOptions = false,
        footer = {
            "",
            "Those with stacks fold: name the type with --event of functions or flame.",
            "",
            "Examples:",
            "  tallyflame events a.jfr                             types of event, the most frequent first",
            "  tallyflame events run-1 --format csv                those of the sampling pass of a run",
            "  tallyflame flame a.jfr --event jdk.FileRead -o reads.html"
        })
public final class EventsCommand implements Callable<Integer> {
    @Mixin
    private RowOptions common;

    @Mixin
    private JvmSelection jvms;

    @Parameters(arity = "1..*", paramLabel = "IN", description = "Run directories or .jfr files; several are merged.")
    private List<Path> inputs;

    @Override
    public Integer call() throws Exception {
        EventSummary summary = EventSummary.of(jvms.open(inputs).events());
        common.print(EventsAnswer.of(summary, common.top(summary.types(), Integer.MAX_VALUE)));
        return Failures.DONE;
    }
}
