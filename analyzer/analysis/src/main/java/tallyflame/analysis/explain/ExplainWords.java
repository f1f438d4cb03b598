package tallyflame.analysis.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import tallyflame.flamegraphs.Quantity;
import tallyflame.runs.Interval;

/** The explanation as a colleague would say it. */
final class ExplainWords {
    private static final int MOST_LINES = 3;

    private ExplainWords() {}

    /** One sentence after the other. */
    static List<String> of(Explanation explanation) {
        List<String> words = new ArrayList<>();
        Tail tail = explanation.tail();
        words.add("The " + Quantity.count(tail.slow().size()) + " slowest of "
                + Quantity.count(tail.all().size()) + " " + explanation.name() + ", from "
                + nanos(tail.fastestSlow().nanos()) + " on, take " + nanos(explanation.slow())
                + " in the mean, the others " + nanos(explanation.typical()) + ": "
                + nanos(explanation.whole().value()) + " more " + range(explanation.whole()) + ".");
        List<ExcessPart> causes = explanation.causes();
        causes.forEach(part -> words.add(sentence(explanation, part)));
        if (causes.isEmpty()) {
            words.add(nothing(explanation));
        } else {
            rest(explanation, causes).ifPresent(words::add);
        }
        return words;
    }

    private static String sentence(Explanation explanation, ExcessPart part) {
        String share = percent(part.share()) + " of that is ";
        String how = nanos(part.excess().value()) + " " + range(part.excess());
        return switch (part.cause()) {
            case MORE_WORK -> share + "more work: " + how + work(explanation) + ".";
            case SLOWER_WORK -> share + "slower work: " + how + " on CPUs for what the counts do not explain.";
            case ON_CPU -> share + "spent on CPUs: " + how + ", more work or slower work.";
            case STOPPED ->
                share + "spent in pauses of the JVM (garbage collections, other safepoints): " + how + in(part) + ".";
            default -> share + "spent " + part.cause().title() + ": " + how + in(part) + ".";
        };
    }

    private static String in(ExcessPart part) {
        return "; in " + part.largestIn() + " of them more than anything else";
    }

    private static String work(Explanation explanation) {
        return explanation
                .branch()
                .map(branch -> "; " + branch(explanation, branch))
                .orElseGet(() -> lines(explanation));
    }

    private static String branch(Explanation explanation, TurningBranch branch) {
        String text = explanation.source().apply(branch.branch());
        return (text.isEmpty() ? "the branch" : "`" + text + "`") + " at "
                + branch.branch().place() + " goes on to line "
                + branch.branch().toLine() + " "
                + times(branch.slow()) + " against " + times(branch.typical());
    }

    private static String lines(Explanation explanation) {
        List<WorkModel.More> more = explanation.more();
        if (more.isEmpty()) {
            return "";
        }
        WorkModel.More first = more.get(0);
        return "; " + places(first) + ": " + times(first.slow()) + " against " + times(first.typical());
    }

    /** The first lines of a group. */
    static String places(WorkModel.More more) {
        List<String> all =
                more.lines().stream().map(SpanWork.Site::place).distinct().toList();
        return all.stream().limit(MOST_LINES).collect(Collectors.joining(", "))
                + (all.size() > MOST_LINES ? " and " + (all.size() - MOST_LINES) + " lines hit as often" : "");
    }

    private static Optional<String> rest(Explanation explanation, List<ExcessPart> causes) {
        double left = 1 - causes.stream().mapToDouble(ExcessPart::share).sum();
        return Math.abs(left) < 0.05
                ? Optional.empty()
                : Optional.of("The rest, " + percent(left) + ", is in the table.");
    }

    private static String nothing(Explanation explanation) {
        ExcessPart most = explanation.parts().get(0);
        String why = most.cause() == Cause.NO_REASON
                ? ", as where threads wait for a core, or for less time than a recording notes"
                : ", which is no more than what chance makes of the slow end";
        return "Nothing stands out: the largest part, " + percent(most.share()) + ", was spent "
                + most.cause().title() + why + ".";
    }

    /** A mean number of times. */
    static String times(double hits) {
        return hits == Math.rint(hits) || hits >= 100
                ? Quantity.count(Math.round(hits))
                : String.format(Locale.ROOT, "%.1f", hits);
    }

    private static String percent(double share) {
        return Math.round(100 * share) + " %";
    }

    private static String range(Interval interval) {
        return "(" + nanos(interval.low()) + " to " + nanos(interval.high()) + ")";
    }

    /** Nanoseconds in a unit that suits them. */
    static String nanos(double nanos) {
        return (nanos < 0 ? "-" : "") + Quantity.of(Math.abs(Math.round(nanos)), "ns");
    }
}
