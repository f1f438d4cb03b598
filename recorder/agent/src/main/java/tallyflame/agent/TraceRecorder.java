package tallyflame.agent;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tallyflame.agent.boot.BootTimers;
import tallyflame.agent.boot.Timers;
import tallyflame.agent.instrument.TraceInstrumenter.TracedMethod;
import tallyflame.counts.file.Header;
import tallyflame.counts.file.TraceFile;
import tallyflame.counts.times.ClassTimes;
import tallyflame.counts.times.LineTime;
import tallyflame.counts.times.MethodTimes;
import tallyflame.counts.times.ProbeCost;

/** Writes the trace file: a snapshot every interval, and the final one. */
final class TraceRecorder implements Snapshots.Writer {
    private final Options options;
    private final TraceRegistry registry;
    private final BootTimers timers;
    private final long startMillis = System.currentTimeMillis();
    private final long[] costBefore;

    TraceRecorder(Options options, TraceRegistry registry, BootTimers timers) {
        this.options = options;
        this.registry = registry;
        this.timers = timers;
        costBefore = timers.calibrate();
    }

    @Override
    public void write(boolean complete) throws IOException {
        // Classes first: one that is added now is not in what is read next.
        List<TraceRegistry.Entry> entries = registry.entries();
        long[][] sums = timers.read();
        List<ClassTimes> classes = new ArrayList<>(entries.size());
        for (TraceRegistry.Entry entry : entries) classes.add(times(entry, sums[0], sums[1]));
        // Probes that the application has used are compiled as it needed them, so the last word is measured now.
        long[] cost = complete ? timers.calibrate() : costBefore;
        new TraceFile(header(complete), timers.isMarked(), ProbeCost.of(cost), classes, registry.refused())
                .write(options.out());
    }

    private static ClassTimes times(TraceRegistry.Entry entry, long[] methods, long[] lines) {
        List<MethodTimes> result = new ArrayList<>();
        int line = entry.numbers().line();
        int number = entry.numbers().method();
        for (TracedMethod method : entry.type().methods()) {
            long[] f = fields(methods, number++, Timers.METHOD_FIELDS);
            List<LineTime> own = new ArrayList<>();
            for (int source : method.lines()) {
                long[] l = fields(lines, line++, Timers.LINE_FIELDS);
                own.add(new LineTime(source, l[0], l[1], l[2], l[3]));
            }
            result.add(new MethodTimes(
                    method.name(), method.descriptor(), f[0], f[1], f[2], f[3], f[4], f[5], f[6], f[7], own));
        }
        return new ClassTimes(
                entry.type().name(), entry.type().identity(), entry.type().sourceFile(), result);
    }

    private static long[] fields(long[] sums, int number, int fields) {
        long[] result = new long[fields];
        int from = number * fields;
        if (from + fields <= sums.length) System.arraycopy(sums, from, result, 0, fields);
        return result;
    }

    private Header header(boolean complete) {
        return Recorder.header(TraceFile.SCHEMA, startMillis, complete, timers.threads());
    }
}
