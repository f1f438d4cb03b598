package tallyflame.cli.read;

import java.io.IOException;
import picocli.CommandLine.Mixin;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.cli.cluster.TaskOptions;
import tallyflame.cli.options.CommonOptions;
import tallyflame.cli.options.SelectionOptions;
import tallyflame.recordings.ReadOptions;
import tallyflame.runs.Pass;

/** Options of the verbs that show samples: which of them, and within which spans or tasks. */
final class SampleOptions {
    @Mixin
    private SelectionOptions selection;

    @Mixin
    private SpanOptions spans;

    @Mixin
    private TaskOptions tasks;

    /** What is read, with the counts of the tasks alone that are asked for. Says on standard error which tasks are meant. */
    Evidence narrow(CommonOptions common, Evidence evidence) throws IOException {
        return tasks.asked() ? tasks.read(common, evidence).evidence() : evidence;
    }

    /** What to read; without an event named, the most telling kind only. Says on standard error which spans are meant. */
    ReadOptions readOptions(CommonOptions common, Evidence evidence) throws IOException {
        return readOptions(common, evidence, false);
    }

    /** The same; without an event named, the most telling kind only or all kinds. */
    ReadOptions readOptions(CommonOptions common, Evidence evidence, boolean allEvents) throws IOException {
        ReadOptions options = selection.readOptions(common, allEvents);
        if (tasks.asked()) {
            if (spans.asked()) {
                throw common.usage("--stage and --task choose spans of their own; leave --span and its like out");
            }
            return tasks.read(common, evidence).narrow(options);
        }
        return spans.asked() ? spans.read(common, evidence).narrow(options) : options;
    }

    /**
     * Whether a table is about the trace and not about samples; only of samples can a part be selected.
     *
     * @param pass as given with {@code --pass}
     */
    boolean isTrace(CommonOptions common, Pass pass) {
        boolean trace = selection.isTrace(common, pass);
        if (trace && (spans.asked() || tasks.asked())) {
            throw common.usage("--span, --slower-than, --slowest, --between, --stage and --task choose samples;"
                    + " a trace has none");
        }
        return trace;
    }

    /** Whether only a part of the samples is asked for. */
    boolean part() {
        return selection.part() || spans.asked() || tasks.asked();
    }

    /** How many threads may work. */
    int threads() {
        return selection.threads();
    }
}
