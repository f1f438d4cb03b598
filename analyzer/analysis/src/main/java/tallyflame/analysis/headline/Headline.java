package tallyflame.analysis.headline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tallyflame.analysis.functions.OwnFunctions;
import tallyflame.flamegraphs.Profile;
import tallyflame.runs.RunDocument;
import tallyflame.runs.RunDocument.Throughput;

/**
 * What is to be said first of a run or a recording.
 *
 * @param clauses those for which there is enough evidence, none if there is for nothing
 */
public record Headline(List<Clause> clauses) {
    /** A thread that is queued for more than this share of its time is on a busy machine. */
    private static final double BUSY = 0.1;

    public Headline {
        clauses = List.copyOf(clauses);
    }

    /**
     * Judges what was found.
     *
     * @param profile the most telling one, if anything was sampled
     * @param functions its functions
     * @param run the run, if it is one
     * @param oneJvm whether all samples are of one JVM, so that their gaps mean something
     */
    public static Headline of(
            Optional<Profile> profile,
            Optional<OwnFunctions.WithAll> functions,
            Optional<RunDocument> run,
            boolean oneJvm) {
        List<Clause> clauses = new ArrayList<>();
        functions.filter(found -> !found.all().tooFewSamples()).ifPresent(found -> {
            Costs costs = new Costs(found);
            costs.machine().ifPresent(clauses::add);
            costs.costliest().ifPresent(clauses::add);
            profile.flatMap(Waits::of).ifPresent(clauses::add);
            if (oneJvm && costs.seesMachine()) {
                profile.flatMap(QuietTimes::of).ifPresent(clauses::add);
            }
        });
        run.flatMap(Waits::of).ifPresent(clauses::add);
        run.flatMap(Headline::latency).ifPresent(clauses::add);
        return new Headline(clauses);
    }

    /** Where threads queue for a processor, the slowest alerts are those that waited for other programs. */
    private static Optional<Clause> latency(RunDocument run) {
        Throughput rate = run.throughput();
        if (rate != null && rate.queuedShare() != null && rate.queuedShare() > BUSY) {
            return Optional.empty();
        }
        return Optional.ofNullable(run.latencyMicros())
                .filter(latency -> latency.perAlert())
                .flatMap(latency -> Tail.of(latency.p50(), latency.p99(), latency.alerts()));
    }

    /** The whole as a sentence without an end, empty if there is nothing to say. */
    public String text() {
        String text = clauses.stream().map(Clause::text).collect(Collectors.joining("; "));
        return text.isEmpty() ? "" : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** The value of the key {@code headline} in documents: the sentence, and its clauses with what they are about. */
    public Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("text", text());
        document.put(
                "clauses",
                clauses.stream()
                        .map(clause -> {
                            Map<String, Object> entry = new LinkedHashMap<>();
                            entry.put("kind", clause.kind().name().toLowerCase(Locale.ROOT));
                            entry.put("text", clause.text());
                            entry.put("part", clause.part());
                            return entry;
                        })
                        .toList());
        return document;
    }
}
