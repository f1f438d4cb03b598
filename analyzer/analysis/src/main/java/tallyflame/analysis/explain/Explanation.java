package tallyflame.analysis.explain;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tallyflame.flamegraphs.Ledger.Loss;
import tallyflame.runs.Interval;

/**
 * Why slow spans are slow.
 *
 * @param name of the spans
 * @param tail the spans
 * @param whole how much longer slow ones took than typical ones, in nanoseconds
 * @param parts of the whole, the largest first; they add up
 * @param largest of each slow span the largest part of what it took longer
 * @param work what counted lines did; empty where nothing was counted
 * @param sampled what lines took by samples; empty where these tell no CPU time
 * @param branch where slow spans begin to do more
 * @param source text of a line of code, empty where it was not found
 * @param notes what cannot be told, or was left out
 * @param losses what could not be read
 */
record Explanation(
        String name,
        Tail tail,
        Interval whole,
        List<ExcessPart> parts,
        List<Cause> largest,
        Optional<WorkModel> work,
        List<SampledLines.Row> sampled,
        Optional<TurningBranch> branch,
        Function<SpanWork.Site, String> source,
        List<String> notes,
        List<Loss> losses) {
    Explanation {
        parts = List.copyOf(parts);
        largest = List.copyOf(largest);
        sampled = List.copyOf(sampled);
        notes = List.copyOf(notes);
        losses = List.copyOf(losses);
    }

    /** The parts that explain something, the largest first. */
    List<ExcessPart> causes() {
        return parts.stream().filter(ExcessPart::standsOut).toList();
    }

    /** What slow spans certainly did more, whether that explains much of the excess or not. */
    static Optional<ExcessPart> moreWork(List<ExcessPart> parts, double typical) {
        return parts.stream()
                .filter(part -> part.cause() == Cause.MORE_WORK
                        && part.excess().low() > 0
                        && part.excess().value() >= part.cause().least() * typical)
                .findFirst();
    }

    List<WorkModel.More> more() {
        return work.map(WorkModel::more).orElse(List.of());
    }

    double typical() {
        return Observation.mean(tail.typical(), one -> one.span().nanos());
    }

    double slow() {
        return Observation.mean(tail.slow(), one -> one.span().nanos());
    }
}
