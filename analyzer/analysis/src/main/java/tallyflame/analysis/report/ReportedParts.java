package tallyflame.analysis.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tallyflame.analysis.allocation.Allocations;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.analysis.own.OwnCode;
import tallyflame.analysis.spans.MeasuredSpan;
import tallyflame.analysis.spans.MeasuredSpans;
import tallyflame.analysis.spans.PausedSpans;
import tallyflame.analysis.table.Answer;
import tallyflame.analysis.timeline.Chart;
import tallyflame.analysis.timeline.Series;
import tallyflame.analysis.timeline.Timeline;
import tallyflame.analysis.waits.Locks;
import tallyflame.analysis.waits.ThreadTimes;
import tallyflame.flamegraphs.Profile;
import tallyflame.recordings.event.ChunkEvents;

/** Parts of a report that are answers with a heading: what threads waited for, locks, allocation, garbage collection. */
final class ReportedParts {
    private static final int MOST_ROWS = 10;

    /** Names of spans that have a line in the chart of latencies, and steps of time in it. */
    private static final int MOST_NAMES = 4;

    private static final int STEPS = 300;

    private final ThreadTimes threads = new ThreadTimes();
    private final Locks locks = new Locks();

    void listen(ChunkEvents chunk) {
        threads.listen(chunk);
        locks.listen(chunk);
    }

    /**
     * The parts that there are.
     *
     * @param whole whether the samples are of all that the events are of
     */
    List<Report.Part> all(
            Evidence evidence, List<Profile> profiles, OwnCode own, Optional<MeasuredSpans> spans, boolean whole)
            throws IOException {
        List<Report.Part> parts = new ArrayList<>();
        if (whole) {
            add(parts, "report-threads", "Running and waiting", threads.answer(cpu(evidence, profiles), MOST_ROWS));
        }
        add(parts, "report-locks", "Locks", locks.answer(MOST_ROWS));
        add(parts, "report-allocation", "Allocation", Allocations.answer(profiles, own::owns, MOST_ROWS));
        add(parts, "report-collections", "Latency and garbage collection", spans.flatMap(PausedSpans::of));
        return parts;
    }

    private static void add(List<Report.Part> parts, String id, String title, Optional<Answer> answer) {
        answer.ifPresent(found -> parts.add(new Report.Part(id, title, found)));
    }

    private static Optional<Profile> cpu(Evidence evidence, List<Profile> profiles) throws IOException {
        Optional<Profile> found = profiles.stream()
                .filter(profile ->
                        profile.event().equals("cpu") || profile.event().equals("cpu-time"))
                .findFirst();
        return found.isPresent() && MeasuredSpans.samplesAllCpuTime(evidence) ? found : Optional.empty();
    }

    /** The timeline with how long spans took, so that slow ones and pauses stand one above the other. */
    static Timeline withLatencies(Timeline timeline, Optional<MeasuredSpans> spans) {
        List<MeasuredSpan> all = spans.map(MeasuredSpans::all).orElse(List.of());
        if (all.isEmpty()) {
            return timeline;
        }
        long start = all.stream().mapToLong(MeasuredSpan::start).min().orElseThrow();
        long end = all.stream()
                .mapToLong(span -> span.start() + span.nanos())
                .max()
                .orElseThrow();
        Map<String, TreeMap<Long, MeasuredSpan>> names = new HashMap<>();
        for (MeasuredSpan span : all) {
            long step = (span.start() - start) * STEPS / Math.max(1, end - start + 1);
            names.computeIfAbsent(span.name(), name -> new TreeMap<>())
                    .merge(step, span, (a, b) -> a.nanos() >= b.nanos() ? a : b);
        }
        List<Series> series = names.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .limit(MOST_NAMES)
                .map(name -> series(name.getKey(), name.getValue()))
                .toList();
        return timeline.with(
                new Chart("Longest span of each moment, at its start", "ms", false, series), start / 1e6, end / 1e6);
    }

    private static Series series(String name, SortedMap<Long, MeasuredSpan> longest) {
        return new Series(
                name,
                longest.values().stream().map(span -> span.start() / 1e6).toList(),
                longest.values().stream().map(span -> span.nanos() / 1e6).toList());
    }
}
