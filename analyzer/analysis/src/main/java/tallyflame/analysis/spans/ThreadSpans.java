package tallyflame.analysis.spans;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tallyflame.recordings.event.RecordedThread;
import tallyflame.recordings.event.ThreadIndex;
import tallyflame.recordings.sample.WindowSet.Window;

/** Finds the spans of one JVM that a thread was in at some time. Used by one thread. */
final class ThreadSpans {
    /** What is done with a span that was found. */
    interface Visitor {
        /**
         * A span's part and a time range overlap.
         *
         * @param span its place in the list
         * @param from first moment of both, in nanoseconds since 1970
         * @param to last moment of both
         */
        void overlap(int span, long from, long to);
    }

    private record Part(int span, long from, long to) {}

    /** The parts on one thread, by start, and the latest end of each and all before it. */
    private static final class Line {
        private final List<Part> parts = new ArrayList<>();
        private long[] latest;

        void sort() {
            parts.sort(Comparator.comparingLong(Part::from)
                    .thenComparing(Comparator.comparingLong(Part::to).reversed()));
            latest = new long[parts.size()];
            long end = Long.MIN_VALUE;
            for (int i = 0; i < latest.length; i++) {
                end = Math.max(end, parts.get(i).to());
                latest[i] = end;
            }
        }

        void visit(long from, long to, Visitor visitor) {
            for (int i = lastBegunBy(to); i >= 0 && latest[i] >= from; i--) {
                Part part = parts.get(i);
                if (part.to() >= from) {
                    visitor.overlap(part.span(), Math.max(from, part.from()), Math.min(to, part.to()));
                }
            }
        }

        long overlapping() {
            Set<Integer> found = new HashSet<>();
            List<Part> open = new ArrayList<>();
            for (Part part : parts) {
                open.removeIf(before -> before.to() <= part.from());
                if (open.stream().anyMatch(outer -> outer.span() != part.span() && outer.to() < part.to())) {
                    found.add(part.span());
                }
                open.add(part);
            }
            return found.size();
        }

        private int lastBegunBy(long time) {
            int low = 0;
            int high = parts.size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (parts.get(middle).from() <= time) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low - 1;
        }
    }

    private static final Line NONE = new Line();

    static {
        NONE.sort();
    }

    private final ThreadIndex<Line> known = new ThreadIndex<>();
    /** What was looked for, found or {@link #NONE}. */
    private final Map<RecordedThread, Line> lines = new HashMap<>();

    ThreadSpans(List<Span> spans) {
        for (int span = 0; span < spans.size(); span++) {
            for (Window part : spans.get(span).parts()) {
                line(part.thread()).parts.add(new Part(span, part.from(), part.to()));
            }
        }
        lines.values().forEach(Line::sort);
    }

    /** The line of a thread that has a span; recordings may name one thread in several ways. */
    private Line line(RecordedThread thread) {
        Line same = find(thread);
        if (same == NONE) {
            same = new Line();
            known.add(thread, same);
        }
        lines.put(thread, same);
        return same;
    }

    private Line find(RecordedThread thread) {
        Line found = lines.get(thread);
        return found != null ? found : known.of(thread).stream().findFirst().orElse(NONE);
    }

    /** Visits the spans that a thread was in within a time range, both ends included. */
    void visit(RecordedThread thread, long from, long to, Visitor visitor) {
        Line line = find(thread);
        lines.putIfAbsent(thread, line);
        line.visit(from, to, visitor);
    }

    /** How many spans begin within another one of their thread and end after it, which should not be. */
    long overlapping() {
        return lines.values().stream().distinct().mapToLong(Line::overlapping).sum();
    }
}
