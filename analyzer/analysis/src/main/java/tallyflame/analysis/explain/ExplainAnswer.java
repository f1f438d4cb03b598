package tallyflame.analysis.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import tallyflame.analysis.functions.LedgerText;
import tallyflame.analysis.table.Answer;
import tallyflame.analysis.table.Table;
import tallyflame.flamegraphs.Quantity;
import tallyflame.runs.Interval;

/** An explanation as an answer: words first, numbers behind. */
final class ExplainAnswer {
    private ExplainAnswer() {}

    static Answer of(Explanation explanation, int most) {
        Table<ExcessPart> parts = parts(explanation);
        List<WorkModel.More> more = explanation.more();
        Table<WorkModel.More> lines = lines(more.subList(0, Math.min(most, more.size())), more.size());
        Table<SampledLines.Row> sampled = sampled(explanation.sampled(), most);
        Table<Integer> slowest = slowest(explanation, most);
        Answer answer = new Answer(
                        "Why slow " + explanation.name() + " are slow",
                        () -> ExplainDocument.of(
                                explanation, parts.objects(), lines.objects(), sampled.objects(), slowest.objects()))
                .lines(ExplainWords.of(explanation))
                .table(parts);
        if (!more.isEmpty()) {
            answer.table(lines);
        }
        if (!sampled.rows().isEmpty()) {
            answer.table(sampled);
        }
        return answer.table(slowest).lines(notes(explanation)).lines(LedgerText.losses(explanation.losses()));
    }

    private static Table<ExcessPart> parts(Explanation explanation) {
        double whole = explanation.whole().value();
        double sum = explanation.parts().stream()
                .mapToDouble(part -> part.excess().value())
                .sum();
        return Table.of(explanation.parts())
                .caption("What slow spans spent more than the others")
                .figure("more", part -> ExplainWords.nanos(part.excess().value()))
                .figure("95 % interval", part -> range(part.excess()))
                .share("share", ExcessPart::share)
                .figure("others", part -> ExplainWords.nanos(part.typical()))
                .figure("slow", part -> ExplainWords.nanos(part.slow()))
                .count("most in", ExcessPart::largestIn)
                .text("*", part -> part.standsOut() ? "*" : "")
                .text("spent", part -> part.cause().title())
                .note("Means of a span; " + ExplainWords.nanos(sum) + " in all"
                        + (Math.abs(sum - whole) > 1
                                ? ", NOT " + ExplainWords.nanos(whole) + ": please report this"
                                : "")
                        + ". most in: slow spans of which it is the largest part. * stands out.")
                .data("cause", part -> part.cause().key())
                .data("others", ExcessPart::typical)
                .data("slow", ExcessPart::slow)
                .data("excess", part -> part.excess().value())
                .data("low", part -> part.excess().low())
                .data("high", part -> part.excess().high())
                .data("share", ExcessPart::share)
                .data("largestIn", ExcessPart::largestIn)
                .data("standsOut", ExcessPart::standsOut);
    }

    private static Table<Integer> slowest(Explanation explanation, int most) {
        List<Observation> slow = explanation.tail().slow();
        List<Integer> descending = IntStream.range(0, slow.size())
                .mapToObj(i -> slow.size() - 1 - i)
                .limit(most)
                .toList();
        return Table.of(descending)
                .caption("The slowest" + few(descending.size(), slow.size()))
                .weight("took", "ns", i -> slow.get(i).span().nanos())
                .text("tag", i -> slow.get(i).span().tag())
                .text("mostly", i -> explanation.largest().get(i).title())
                .data("tag", i -> slow.get(i).span().tag())
                .data("thread", i -> slow.get(i).span().thread())
                .data("start", i -> slow.get(i).span().start())
                .data("duration", i -> slow.get(i).span().nanos())
                .data("cause", i -> explanation.largest().get(i).key());
    }

    private static String range(Interval interval) {
        return ExplainWords.nanos(interval.low()) + " - " + ExplainWords.nanos(interval.high());
    }

    private static Table<WorkModel.More> lines(List<WorkModel.More> shown, int all) {
        return Table.of(shown)
                .caption("What counted lines did more or less" + few(shown.size(), all))
                .figure("slow", more -> ExplainWords.times(more.slow()))
                .figure("others", more -> ExplainWords.times(more.typical()))
                .figure("a hit", more -> perHit(more.nanosPerHit().value()))
                .figure("more", more -> ExplainWords.nanos(more.excess().value()))
                .figure("95 % interval", more -> range(more.excess()))
                .location("lines that rise and fall together", ExplainWords::places)
                .note(
                        "Mean hits of a span, exact, of the first line; what a hit costs is estimated from all counted spans.")
                .data("lines", more -> more.lines().stream()
                        .map(SpanWork.Site::place)
                        .distinct()
                        .toList())
                .data("slow", WorkModel.More::slow)
                .data("others", WorkModel.More::typical)
                .data("nanosPerHit", more -> more.nanosPerHit().value())
                .data("nanosPerHitLow", more -> more.nanosPerHit().low())
                .data("nanosPerHitHigh", more -> more.nanosPerHit().high())
                .data("excess", more -> more.excess().value())
                .data("low", more -> more.excess().low())
                .data("high", more -> more.excess().high())
                .data("probability", WorkModel.More::probability);
    }

    private static Table<SampledLines.Row> sampled(List<SampledLines.Row> rows, int most) {
        List<SampledLines.Row> shown = rows.subList(0, Math.min(most, rows.size()));
        return Table.of(shown)
                .caption("What lines took more or less, by samples" + few(shown.size(), rows.size()))
                .faint(row -> !row.beyondChance())
                .figure("slow", row -> ExplainWords.nanos(row.slow()))
                .figure("others", row -> ExplainWords.nanos(row.typical()))
                .figure("more", row -> ExplainWords.nanos(row.excess().value()))
                .figure("95 % interval", row -> range(row.excess()))
                .text("*", row -> row.beyondChance() ? "*" : "")
                .location("line", SampledLines.Row::place)
                .note(
                        "Own time in the mean of a span, with native code that is called. * beyond chance, at a false discovery"
                                + " rate of 5 %; the others are noise.")
                .data("line", SampledLines.Row::place)
                .data("slow", SampledLines.Row::slow)
                .data("others", SampledLines.Row::typical)
                .data("excess", row -> row.excess().value())
                .data("low", row -> row.excess().low())
                .data("high", row -> row.excess().high())
                .data("probability", SampledLines.Row::probability)
                .data("beyondChance", SampledLines.Row::beyondChance);
    }

    private static String few(int shown, int all) {
        return shown < all ? " (" + shown + " of " + all + ", --top)" : "";
    }

    private static String perHit(double nanos) {
        return nanos >= 1000 ? ExplainWords.nanos(nanos) : Quantity.number(nanos) + " ns";
    }

    private static List<String> notes(Explanation explanation) {
        List<String> notes = new ArrayList<>();
        explanation
                .work()
                .map(WorkModel::explained)
                .ifPresent(share -> notes.add(
                        share > 0
                                ? "hits explain " + Quantity.percent(share)
                                        + " of the differences between spans, waits and pauses apart (by cross-validation)"
                                : "hits explain none of the differences between spans, waits and pauses apart"));
        notes.add(
                "waits and pauses are those that the recording holds, without short ones; the rest of a span is said to"
                        + " have no reason");
        notes.addAll(explanation.notes());
        return notes;
    }
}
