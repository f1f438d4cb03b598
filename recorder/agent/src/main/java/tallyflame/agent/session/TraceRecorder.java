package tallyflame.agent.session;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tallyflame.agent.boot.BootTimers;
import tallyflame.agent.boot.Timers;
import tallyflame.agent.instrument.TracedClass;
import tallyflame.agent.instrument.TracedClass.TracedMethod;
import tallyflame.counts.file.TraceFile;
import tallyflame.counts.times.ClassTimes;
import tallyflame.counts.times.LineTime;
import tallyflame.counts.times.MethodTimes;
import tallyflame.counts.times.ProbeCost;

/** Writes the trace file: a snapshot every interval, and the final one. */
final class TraceRecorder extends Recorder<TracedClass> {
    private final BootTimers timers;
    private final long[] costBefore;

    TraceRecorder(Options options, Registry<TracedClass> registry, BootTimers timers) {
        super(options, registry);
        this.timers = timers;
        costBefore = timers.calibrate();
    }

    @Override
    void write(boolean complete) throws IOException {
        // Classes first: one that is added now is not in what is read next.
        List<TracedClass> traced = registry.classes();
        long[][] sums = timers.read();
        List<ClassTimes> classes = new ArrayList<>(traced.size());
        for (TracedClass type : traced) classes.add(times(type, sums[0], sums[1]));
        // Probes that the application has used are compiled as it needed them, so the last word is measured now.
        long[] cost = complete ? timers.calibrate() : costBefore;
        new TraceFile(
                        header(TraceFile.SCHEMA, complete, timers.threads()),
                        timers.isMarked(),
                        ProbeCost.of(cost),
                        classes,
                        registry.refused())
                .write(options.out());
    }

    /** The sums of times cannot be: a line that is running has its start in a thread of its own. */
    @Override
    void reset() {
        throw new UnsupportedOperationException("times cannot be reset, only counts; stop and start again");
    }

    private static ClassTimes times(TracedClass type, long[] methods, long[] lines) {
        List<MethodTimes> result = new ArrayList<>();
        int line = type.firstLine();
        int number = type.firstMethod();
        for (TracedMethod method : type.methods()) {
            long[] f = fields(methods, number++, Timers.METHOD_FIELDS);
            List<LineTime> own = new ArrayList<>();
            for (int source : method.lines()) {
                long[] l = fields(lines, line++, Timers.LINE_FIELDS);
                own.add(new LineTime(source, l[0], l[1], l[2], l[3]));
            }
            result.add(new MethodTimes(
                    method.name(), method.descriptor(), f[0], f[1], f[2], f[3], f[4], f[5], f[6], f[7], own));
        }
        return new ClassTimes(type.name(), type.identity(), type.sourceFile(), result);
    }

    private static long[] fields(long[] sums, int number, int fields) {
        long[] result = new long[fields];
        int from = number * fields;
        if (from + fields <= sums.length) System.arraycopy(sums, from, result, 0, fields);
        return result;
    }
}
