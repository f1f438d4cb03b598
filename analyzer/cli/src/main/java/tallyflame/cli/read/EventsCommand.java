package tallyflame.cli.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tallyflame.analysis.events.EventGroups;
import tallyflame.analysis.events.EventsAnswer;
import tallyflame.analysis.events.MethodTimings;
import tallyflame.analysis.events.ProcessSamples;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.analysis.table.Answer;
import tallyflame.cli.options.Failures;
import tallyflame.cli.options.RowOptions;
import tallyflame.recordings.EventReader;
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
            "  tallyflame events a.jfr --event jdk.FileRead --by path",
            "  tallyflame events a.jfr --event jdk.JavaMonitorEnter    locks waited for, each by its address",
            "  tallyflame events a.jfr --event jdk.MethodTiming    timed methods of JDK 25: invocations, min, average, max",
            "  tallyflame flame a.jfr --event jdk.FileRead -o reads.html"
        })
public final class EventsCommand implements Callable<Integer> {
    @Mixin
    private RowOptions common;

    @Mixin
    private JvmSelection jvms;

    @Parameters(arity = "1..*", paramLabel = "IN", description = "Run directories or .jfr files; several are merged.")
    private List<Path> inputs;

    @Option(
            names = "--event",
            paramLabel = "TYPE",
            description = "Full name of a type: its events, added up by their fields.")
    private String event;

    @Option(
            names = "--by",
            split = ",",
            paramLabel = "FIELD",
            description = "The fields to add up by, such as path or host,port (default: those that tell most).")
    private List<String> by = List.of();

    @Override
    public Integer call() throws Exception {
        if (event == null && !by.isEmpty()) {
            throw common.usage("--by names fields of one type of event; name that with --event");
        }
        if (event != null) {
            common.print(answer(jvms.open(inputs)));
            return Failures.DONE;
        }
        EventSummary summary = EventSummary.of(jvms.open(inputs).events());
        common.print(EventsAnswer.of(summary, common.top(summary.types(), Integer.MAX_VALUE)));
        return Failures.DONE;
    }

    private Answer answer(Evidence evidence) throws IOException {
        EventReader events = evidence.events();
        if (event.equals(MethodTimings.TYPE) && by.isEmpty()) {
            MethodTimings timings = MethodTimings.of(inputs.get(0), events);
            return timings.answer(common.top(timings.methods(), Integer.MAX_VALUE));
        }
        if (event.equals(ProcessSamples.TYPE) && by.isEmpty()) {
            ProcessSamples samples = ProcessSamples.of(inputs.get(0), events);
            return samples.answer(common.top(samples.processes(), Integer.MAX_VALUE));
        }
        EventGroups groups = EventGroups.of(inputs.get(0), events, event, by, evidence.alternatives());
        return groups.answer(common.top(groups.groups(), Integer.MAX_VALUE));
    }
}
