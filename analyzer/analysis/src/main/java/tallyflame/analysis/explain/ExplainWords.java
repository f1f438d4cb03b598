package tallyflame.analysis.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tallyflame.counts.code.MethodId;
import tallyflame.flamegraphs.Quantity;
import tallyflame.runs.Interval;

/** The explanation as a colleague would say it. */
final class ExplainWords {
    private static final int MOST_METHODS = 2;

    /** A share that is worth a sentence. */
    private static final double MUCH = 0.15;

    private static final String BEGINS = ", and that begins where ";

    private ExplainWords() {}

    /** One sentence after the other. */
    static List<String> of(Explanation explanation) {
        List<String> words = new ArrayList<>();
        Tail tail = explanation.tail();
        words.add("The " + Quantity.count(tail.slow().size()) + " slowest of "
                + Quantity.count(tail.all().size()) + " " + explanation.name() + ", from "
                + nanos((double) tail.fastestSlow().nanos()) + " on, take " + nanos(explanation.slow())
                + " in the mean, the others " + nanos(explanation.typical()) + ": "
                + nanos(explanation.whole().value()) + " more " + range(explanation.whole()) + ".");
        queued(explanation).ifPresent(words::add);
        List<ExcessPart> causes = explanation.causes();
        causes.forEach(part -> words.add(sentence(explanation, part)));
        if (causes.isEmpty()) {
            words.add(nothing(explanation));
        } else {
            rest(explanation, causes).ifPresent(words::add);
        }
        Explanation.moreWork(explanation.parts(), explanation.typical())
                .filter(part -> !part.standsOut())
                .map(part -> "Still they certainly did more: "
                        + nanos(part.excess().value()) + " " + range(part.excess()) + work(explanation) + ".")
                .ifPresent(words::add);
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
        List<WorkModel.More> more = explanation.more();
        if (more.isEmpty()) {
            return "";
        }
        SpanWork.Site first = more.get(0).lines().get(0);
        String begins = explanation
                .branch()
                .map(branch -> branch(explanation, branch, first))
                .orElse("");
        return explanation.branch().isPresent() && !begins.startsWith(BEGINS)
                ? begins
                : "; " + line(explanation, first) + " runs "
                        + against(more.get(0).slow(), more.get(0).typical()) + begins;
    }

    private static String line(Explanation explanation, SpanWork.Site site) {
        String text = explanation.source().apply(site);
        return (text.isEmpty() ? "line" : "`" + text + "`") + " at " + site.place();
    }

    private static String against(double slow, double typical) {
        return times(slow) + " times against " + times(typical);
    }

    /** Where it begins, and only that if it is the line that costs most. */
    private static String branch(Explanation explanation, TurningBranch branch, SpanWork.Site costly) {
        String goes = " goes on to line " + branch.branch().toLine() + " " + against(branch.slow(), branch.typical());
        boolean same = branch.branch().method().equals(costly.method())
                && branch.branch().line() == costly.line();
        return same
                ? "; " + line(explanation, branch.branch()) + goes
                : BEGINS + line(explanation, branch.branch()) + goes;
    }

    /** The lines of a group, those of a method together. */
    static String places(WorkModel.More more) {
        Map<MethodId, NavigableSet<Integer>> lines = new LinkedHashMap<>();
        more.lines().forEach(site -> lines.computeIfAbsent(site.method().function(), method -> new TreeSet<>())
                .add(site.line()));
        String first = lines.entrySet().stream()
                .limit(MOST_METHODS)
                .map(one -> one.getKey() + ":" + ranges(one.getValue()))
                .collect(Collectors.joining(", "));
        int others = lines.size() - MOST_METHODS;
        return first + (others > 0 ? " and in " + others + (others == 1 ? " other method" : " other methods") : "");
    }

    private static String ranges(NavigableSet<Integer> lines) {
        StringBuilder text = new StringBuilder();
        int from = lines.first();
        int last = from;
        for (int line : lines.tailSet(from + 1)) {
            if (line > last + 1) {
                text.append(range(from, last)).append(',');
                from = line;
            }
            last = line;
        }
        return text.append(range(from, last)).toString();
    }

    private static String range(int from, int last) {
        return from == last ? String.valueOf(from) : from + "-" + last;
    }

    /** What the machine made of them, where that is much. */
    private static Optional<String> queued(Explanation explanation) {
        return explanation.parts().stream()
                .filter(part -> part.cause() == Cause.QUEUED && part.share() >= MUCH)
                .map(part -> percent(part.share()) + " of that was the machine: "
                        + nanos(part.excess().value()) + " " + range(part.excess()) + " ready to run, without a core.")
                .findFirst();
    }

    private static Optional<String> rest(Explanation explanation, List<ExcessPart> causes) {
        double told = explanation.parts().stream()
                .filter(part -> causes.contains(part) || (part.cause() == Cause.QUEUED && part.share() >= MUCH))
                .mapToDouble(ExcessPart::share)
                .sum();
        double left = 1 - told;
        return Math.abs(left) < 0.05
                ? Optional.empty()
                : Optional.of("The rest, " + percent(left) + ", is in the table.");
    }

    private static String nothing(Explanation explanation) {
        ExcessPart most = explanation.parts().get(0);
        if (most.cause() == Cause.QUEUED) {
            return "Nothing stands out beyond that.";
        }
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
                : String.format(Locale.ROOT, hits < 10 ? "%.2f" : "%.1f", hits);
    }

    private static String percent(double share) {
        return Math.round(100 * share) + " %";
    }

    private static String range(Interval interval) {
        return "(" + nanos(interval.low()) + " to " + nanos(interval.high()) + ")";
    }

    /** Nanoseconds in a unit that suits them. */
    static String nanos(double nanos) {
        long whole = Math.round(nanos);
        return (whole < 0 ? "-" : "") + Quantity.of(Math.abs(whole), "ns");
    }
}
