package tallyflame.analysis.spans;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tallyflame.analysis.table.Answer;
import tallyflame.analysis.table.Table;
import tallyflame.flamegraphs.Quantity;

/** Whether slow spans are those that a garbage collection stopped: the slowest hundredth of each name beside its others. */
public final class PausedSpans {
    /** Of fewer spans the slowest hundredth is not one. */
    private static final int FEWEST = 100;

    private static final int MOST_NAMES = 6;

    /** Some spans of a name; times are means in nanoseconds. */
    private record Group(String name, String which, long spans, long paused, double took, double collected) {
        static Group of(String name, String which, List<MeasuredSpan> spans) {
            return new Group(
                    name,
                    which,
                    spans.size(),
                    spans.stream().filter(span -> span.collected() > 0).count(),
                    spans.stream().mapToLong(MeasuredSpan::nanos).average().orElse(0),
                    spans.stream().mapToLong(MeasuredSpan::collected).average().orElse(0));
        }

        double share() {
            return took == 0 ? 0 : collected / took;
        }
    }

    private PausedSpans() {}

    /** The answer; none where no name has a hundred spans. */
    public static Optional<Answer> of(MeasuredSpans measured) {
        List<List<MeasuredSpan>> names =
                measured.all().stream().collect(Collectors.groupingBy(MeasuredSpan::name)).values().stream()
                        .filter(spans -> spans.size() >= FEWEST)
                        .sorted(Comparator.comparingLong((List<MeasuredSpan> spans) -> -spans.stream()
                                        .mapToLong(MeasuredSpan::nanos)
                                        .sum())
                                .thenComparing(spans -> spans.get(0).name()))
                        .limit(MOST_NAMES)
                        .toList();
        return names.isEmpty() ? Optional.empty() : Optional.of(answer(names));
    }

    private static Answer answer(List<List<MeasuredSpan>> names) {
        List<Group> groups = new ArrayList<>();
        List<String> words = new ArrayList<>();
        for (List<MeasuredSpan> spans : names) {
            List<MeasuredSpan> sorted = spans.stream()
                    .sorted(Comparator.comparingLong(MeasuredSpan::nanos).reversed())
                    .toList();
            int slow = sorted.size() / 100;
            String name = sorted.get(0).name();
            Group slowest = Group.of(name, "slowest 1 %", sorted.subList(0, slow));
            Group others = Group.of(name, "others", sorted.subList(slow, sorted.size()));
            groups.add(slowest);
            groups.add(others);
            words.add(words(slowest, others));
        }
        Table<Group> table = Table.of(groups)
                .count("spans", Group::spans)
                .count("met a collection", Group::paused)
                .weight("took", "ns", Group::took)
                .weight("of that collections", "ns", Group::collected)
                .share("share", Group::share)
                .text("which", Group::which)
                .code("name", Group::name);
        return new Answer("Garbage collection", table::objects)
                .lines(words)
                .lines(
                        "Times are means of a span: of the time from its start to its end, that in which a garbage collection"
                                + " had stopped the JVM.")
                .table(table);
    }

    private static String words(Group slowest, Group others) {
        return "Of the " + Quantity.count(slowest.spans()) + " slowest " + slowest.name() + ", "
                + Quantity.count(slowest.paused()) + " met a garbage collection, which took "
                + Quantity.percent(slowest.share()) + " of their time; of the other "
                + Quantity.count(others.spans()) + ", " + Quantity.count(others.paused()) + " did, and it took "
                + Quantity.percent(others.share()) + ".";
    }
}
