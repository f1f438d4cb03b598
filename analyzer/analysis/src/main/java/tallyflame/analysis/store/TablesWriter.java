package tallyflame.analysis.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tallyflame.analysis.functions.FunctionTable;
import tallyflame.analysis.spans.MeasuredSpan;
import tallyflame.analysis.spans.NumberedSpans;
import tallyflame.analysis.spans.Wait;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.FunctionTotals;
import tallyflame.flamegraphs.Ledger;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.Samples;
import tallyflame.flamegraphs.StackForest;
import tallyflame.flamegraphs.ThreadNames;
import tallyflame.runs.Interval;

/** Writes the tables of one run into a folder, one file for each table, rows in the order in which readers want them. */
final class TablesWriter {
    /** Rows of one table. */
    @FunctionalInterface
    private interface Rows {
        void write(TableFile file) throws IOException;
    }

    /** The tables that refer to stacks by number; the numbers of one making fit together. */
    private static final Set<ParquetTable> NUMBERED =
            EnumSet.of(ParquetTable.FRAMES, ParquetTable.STACKS, ParquetTable.SAMPLES);

    private static final long NANOS_OF_MILLI = 1_000_000;

    private final Path folder;
    private final Set<ParquetTable> wanted;
    private final Map<String, String> metadata;
    private final String run;
    private final RunTables content;
    private final StackNumbers stacks;
    private final StackNumbers.FunctionNames functions;
    private final boolean[] outermost;

    private TablesWriter(
            Path folder, Set<ParquetTable> wanted, Map<String, String> metadata, String run, RunTables content) {
        this.folder = folder;
        this.wanted = wanted;
        this.metadata = metadata;
        this.run = run;
        this.content = content;
        List<StackForest> trees = content.profiles().stream().map(Profile::tree).toList();
        stacks = StackNumbers.of(Collections.disjoint(wanted, NUMBERED) ? List.of() : trees);
        functions = stacks.functions();
        outermost = stacks.outermost(functions.ofMethod());
    }

    /**
     * Writes tables.
     *
     * @param folder an empty folder
     * @param wanted which of them
     * @param metadata goes into the footer of every file
     * @param run value of the column {@code run}
     * @throws IOException if they cannot be written; files written so far stay
     */
    static void write(
            Path folder, Set<ParquetTable> wanted, Map<String, String> metadata, String run, RunTables content)
            throws IOException {
        TablesWriter writer = new TablesWriter(folder, wanted, metadata, run, content);
        writer.table(ParquetTable.RUNS, writer::runs);
        writer.table(ParquetTable.PROFILES, writer::profiles);
        writer.table(ParquetTable.FRAMES, writer::frames);
        writer.table(ParquetTable.STACKS, writer::stacks);
        writer.table(ParquetTable.SAMPLES, writer::samples);
        writer.table(ParquetTable.SPANS, writer::spans);
        writer.table(ParquetTable.FUNCTIONS, writer::functions);
        LineRows lines = new LineRows(run, content.lines());
        writer.table(ParquetTable.LINES, lines::lines);
        writer.table(ParquetTable.BRANCHES, lines::branches);
    }

    private void table(ParquetTable table, Rows rows) throws IOException {
        if (!wanted.contains(table)) {
            return;
        }
        try (TableFile file = new TableFile(folder.resolve(table.fileName()), table, metadata)) {
            rows.write(file);
        }
    }

    private void runs(TableFile file) throws IOException {
        if (content.document().isPresent()) {
            RunRows.write(file, run, content.document().get());
        }
    }

    private void profiles(TableFile file) throws IOException {
        boolean main = true;
        for (Profile profile : content.profiles()) {
            Ledger ledger = profile.ledger();
            StackForest tree = profile.tree();
            long samples = 0;
            long weight = 0;
            for (int node = 0; node < tree.size(); node++) {
                samples += tree.selfSamples(node);
                weight += tree.selfWeight(node);
            }
            file.text(run)
                    .text(profile.event())
                    .text(profile.unit())
                    .whole(samples)
                    .whole(weight)
                    .whole(ledger.total())
                    .whole(ledger.outsideWindow())
                    .whole(ledger.outsideRange())
                    .whole(ledger.outsideSpans())
                    .whole(ledger.otherThreads())
                    .whole(ledger.outsideFunctions())
                    .whole(ledger.withoutStack())
                    .whole(ledger.unresolved())
                    .whole(ledger.duplicates())
                    .whole(ledger.truncated())
                    .whole(ledger.failed())
                    .whole(ledger.lost())
                    .whole(ledger.unreadableBytes())
                    .whole(ledger.unreadableChunks())
                    .whole(ledger.unreadableEvents())
                    .flag(main)
                    .endRow();
            main = false; // the most telling one is the first
        }
    }

    private void frames(TableFile file) throws IOException {
        Frames frames = stacks.frames();
        for (int frame = 0; frame < frames.size(); frame++) {
            int method = frames.methodOf(frame);
            file.text(run)
                    .whole(frame)
                    .text(functions.names().get(functions.ofMethod()[method]))
                    .text(frames.className(method))
                    .text(frames.methodName(method))
                    .text(frames.descriptor(method));
            known(file, frames.line(frame));
            known(file, frames.bci(frame));
            file.text(frames.type(frame).name()).endRow();
        }
    }

    private static void known(TableFile file, int lineOrBci) {
        if (lineOrBci < 0) {
            file.absent();
        } else {
            file.whole(lineOrBci);
        }
    }

    private void stacks(TableFile file) throws IOException {
        for (int stack = 1; stack <= stacks.size(); stack++) {
            file.text(run)
                    .whole(stack)
                    .whole(stacks.parent(stack))
                    .whole(stacks.last(stack))
                    .whole(stacks.depth(stack))
                    .whole(stacks.frame(stack))
                    .flag(outermost[stack])
                    .endRow();
        }
    }

    private void functions(TableFile file) throws IOException {
        for (Profile profile : content.profiles()) {
            FunctionTable table = FunctionTable.of(profile);
            for (FunctionTotals.Function function : table.functions()) {
                file.text(run)
                        .text(profile.event())
                        .text(function.name())
                        .whole(function.self())
                        .whole(function.total())
                        .whole(function.selfSamples())
                        .whole(function.samples());
                interval(file, table.selfShare(function));
                interval(file, table.totalShare(function));
                file.text(profile.unit()).endRow();
            }
        }
    }

    private static void interval(TableFile file, Interval share) {
        file.number(share.value());
        for (double end : new double[] {share.low(), share.high()}) {
            if (Double.isNaN(end)) {
                file.absent();
            } else {
                file.number(end);
            }
        }
    }

    private void samples(TableFile file) throws IOException {
        for (int profile = 0; profile < content.profiles().size(); profile++) {
            Profile of = content.profiles().get(profile);
            if (of.samples().isPresent()) {
                singleSamples(file, profile, of);
            } else {
                foldedSamples(file, profile, of);
            }
        }
    }

    private void singleSamples(TableFile file, int profile, Profile of) throws IOException {
        Samples samples = of.samples().orElseThrow();
        List<String> pools =
                samples.threadNames().stream().map(ThreadNames::pool).toList();
        for (int row : byTime(samples.millis())) {
            file.text(run).text(of.event()).whole(samples.startMillis() + samples.millis()[row]);
            name(file, samples.threadNames(), samples.threads()[row]);
            name(file, pools, samples.threads()[row]);
            name(file, samples.stateNames(), samples.states()[row]);
            file.whole(stacks.number(profile, samples.nodes()[row]))
                    .whole(samples.counts()[row])
                    .whole(samples.weights()[row])
                    .text(of.unit());
            span(file, samples.spans()[row]);
            file.endRow();
        }
    }

    private static void span(TableFile file, int number) {
        orAbsent(file, number == 0 ? null : Long.valueOf(number));
    }

    private void spans(TableFile file) throws IOException {
        for (NumberedSpans.Row row : content.spans()) {
            MeasuredSpan span = row.span();
            file.text(run).whole(row.number());
            span(file, row.parent());
            file.text(span.name())
                    .text(span.tag().isEmpty() ? null : span.tag())
                    .text(span.thread())
                    .whole(Math.floorDiv(span.start(), NANOS_OF_MILLI))
                    .whole(span.nanos());
            orAbsent(file, span.cpu() == null ? null : (Long) Math.round(span.cpu()));
            orAbsent(file, span.queued());
            file.whole(span.samples());
            for (Wait wait : Wait.values()) {
                file.whole(span.waited(wait));
            }
            file.whole(span.collected()).whole(span.stopped()).endRow();
        }
    }

    private static void orAbsent(TableFile file, Long number) {
        if (number == null) {
            file.absent();
        } else {
            file.whole(number);
        }
    }

    private static void name(TableFile file, List<String> names, int index) {
        file.text(index < 0 ? null : names.get(index));
    }

    /** Row numbers by time; those of one time in the order of the recording. */
    private static int[] byTime(int[] millis) {
        long[] keys = new long[millis.length];
        for (int row = 0; row < keys.length; row++) {
            // Time in the upper half; shifting keeps its sign, so times before the start sort first.
            keys[row] = (long) millis[row] << 32 | row;
        }
        Arrays.parallelSort(keys);
        int[] rows = new int[keys.length];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = (int) keys[row];
        }
        return rows;
    }

    /** Inputs without single samples (already folded ones) have one row a stack. */
    private void foldedSamples(TableFile file, int profile, Profile of) throws IOException {
        StackForest tree = of.tree();
        for (int node = 0; node < tree.size(); node++) {
            if (tree.selfSamples(node) != 0 || tree.selfWeight(node) != 0) {
                file.text(run).text(of.event()).absent().absent().absent().absent();
                file.whole(stacks.number(profile, node))
                        .whole(tree.selfSamples(node))
                        .whole(tree.selfWeight(node))
                        .text(of.unit())
                        .absent()
                        .endRow();
            }
        }
    }
}
