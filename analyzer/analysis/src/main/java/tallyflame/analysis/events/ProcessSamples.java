package tallyflame.analysis.events;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tallyflame.analysis.functions.LedgerText;
import tallyflame.analysis.table.Answer;
import tallyflame.analysis.table.Table;
import tallyflame.flamegraphs.Ledger.Loss;
import tallyflame.flamegraphs.Quantity;
import tallyflame.recordings.EventReader;
import tallyflame.recordings.InputException;
import tallyflame.recordings.event.ChunkEvents;
import tallyflame.recordings.event.Event;

/**
 * The processes of the machine that async-profiler looked at beside the JVM (its option {@code proc}). It writes of each what it has used
 * since it began, so what it used between two samples is their difference.
 *
 * @param processes those that used most CPU time first
 * @param losses what could not be read
 */
public record ProcessSamples(List<ProcessSamples.Usage> processes, List<Loss> losses) {
    /** The type of the events. */
    public static final String TYPE = "profiler.ProcessSample";

    private static final List<String> FIELDS = List.of(
            "pid",
            "processStartTime",
            "startTime",
            "cmdLine",
            "name",
            "cpuUser",
            "cpuSystem",
            "vmRss",
            "threads",
            "ioRead",
            "ioWrite");

    private static final double NANOS = 1e9;

    /** What a process had used up to a sample: CPU time in nanoseconds, bytes read and written. */
    private record Used(long time, double cpu, long read, long written) {}

    /**
     * A process between its first and its last sample.
     *
     * @param command its command line, or its name where it has none
     * @param peakMemory most resident memory of a sample in bytes
     * @param peakThreads most threads of a sample
     */
    public record Usage(
            long pid, String command, long samples, Used first, Used last, long peakMemory, long peakThreads) {
        /** CPU time in nanoseconds. */
        public double cpu() {
            return last.cpu - first.cpu;
        }

        /** Bytes read from storage and elsewhere. */
        public long read() {
            return last.read - first.read;
        }

        /** Bytes written. */
        public long written() {
            return last.written - first.written;
        }

        Usage plus(Usage other) {
            return new Usage(
                    pid,
                    command,
                    samples + other.samples,
                    first.time <= other.first.time ? first : other.first,
                    last.time >= other.last.time ? last : other.last,
                    Math.max(peakMemory, other.peakMemory),
                    Math.max(peakThreads, other.peakThreads));
        }
    }

    public ProcessSamples {
        processes = List.copyOf(processes);
        losses = List.copyOf(losses);
    }

    /** What a chunk holds, by recording, number and start of the process: numbers are used again. */
    record Found(Map<List<Object>, Usage> processes) {}

    /**
     * Reads the events.
     *
     * @param input what was named, for messages
     * @throws InputException if there are none
     */
    public static ProcessSamples of(Path input, EventReader events) throws IOException {
        EventReader.Collected<Found> read = events.read(ProcessSamples::collect);
        ProcessSamples all = of(read.chunks(), read.losses());
        if (all.processes().isEmpty()) {
            throw new InputException(
                    input, "holds no events of " + TYPE + "; async-profiler writes them with its option proc=1s");
        }
        return all;
    }

    static ProcessSamples of(List<Found> chunks, List<Loss> losses) {
        Map<List<Object>, Usage> all = new LinkedHashMap<>();
        chunks.forEach(chunk -> chunk.processes().forEach((process, usage) -> all.merge(process, usage, Usage::plus)));
        List<Usage> sorted = new ArrayList<>(all.values());
        sorted.sort(Comparator.comparingDouble(Usage::cpu)
                .thenComparingLong(Usage::peakMemory)
                .reversed()
                .thenComparingLong(Usage::pid));
        return new ProcessSamples(sorted, losses);
    }

    static Found collect(ChunkEvents chunk) {
        Map<List<Object>, Usage> processes = new LinkedHashMap<>();
        chunk.on(
                TYPE,
                FIELDS,
                event -> processes.merge(
                        List.of(chunk.recording(), event.number(0), event.number(1)), usage(event), Usage::plus));
        return new Found(processes);
    }

    private static Usage usage(Event event) {
        Used used = new Used(
                event.time(2), NANOS * (event.decimal(5) + event.decimal(6)), event.number(9), event.number(10));
        String command = event.text(3).isBlank() ? event.text(4) : event.text(3).strip();
        return new Usage(event.number(0), command, 1, used, used, event.number(7), event.number(8));
    }

    /**
     * The table.
     *
     * @param shown the processes to show
     */
    public Answer answer(List<Usage> shown) {
        long samples = processes.stream().mapToLong(Usage::samples).sum();
        Table<Usage> table = table(shown);
        return new Answer(
                        TYPE,
                        () -> new EventGroupsDocument(1, TYPE, List.of("pid"), "ns", samples, table.objects(), losses))
                .lines(TYPE + ": " + Quantity.of(samples, "samples") + " of "
                        + Quantity.of(processes.size(), "processes") + ", " + Quantity.of(shown.size(), "shown")
                        + "; used from the first to the last sample of each")
                .table(table)
                .lines(LedgerText.losses(losses));
    }

    /** The table of some of the processes. */
    Table<Usage> table(List<Usage> shown) {
        return Table.of(shown)
                .count("samples", Usage::samples)
                .weight("cpu", "ns", Usage::cpu)
                .weight("peak memory", "bytes", Usage::peakMemory)
                .count("threads", Usage::peakThreads)
                .weight("read", "bytes", Usage::read)
                .weight("written", "bytes", Usage::written)
                .text("pid", usage -> String.valueOf(usage.pid()))
                .code("command", Usage::command)
                .data("pid", Usage::pid)
                .data("command", Usage::command)
                .data("count", Usage::samples)
                .data("cpu", Usage::cpu)
                .data("peakMemory", Usage::peakMemory)
                .data("peakThreads", Usage::peakThreads)
                .data("read", Usage::read)
                .data("written", Usage::written);
    }
}
