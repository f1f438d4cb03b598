package tallyflame.analysis.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tallyflame.analysis.trace.TracedFunctions;
import tallyflame.counts.code.CodeUnit;
import tallyflame.counts.code.LineId;
import tallyflame.counts.code.MethodId;
import tallyflame.counts.times.ProbeCost;
import tallyflame.flamegraphs.Ledger;
import tallyflame.flamegraphs.Quantity;

/** Explains the largest disagreements as far as the measurements do; otherwise says that they do not. */
final class Reasons {
    private static final int MOST = 6;
    private static final int MOST_LINES = 5;
    /** A difference below this share is not worth a sentence. */
    private static final double WORTH = 0.005;
    /** Part of a difference that a cause must account for. */
    private static final double EXPLAINS = 0.3;

    private static final double MOSTLY = 0.5;
    private static final String REST =
            "; the calibrated cost of its probes does not account for it, but what they keep the compiler"
                    + " from doing is not in that cost.";
    /** A method that takes less than so many probes a call is small. */
    private static final double TINY = 20;

    private final Measured measured;
    private final List<Agreement> agreements;

    Reasons(Measured measured, List<Agreement> agreements) {
        this.measured = measured;
        this.agreements = agreements;
    }

    List<Reason> find() {
        List<Reason> findings = new ArrayList<>();
        agreement(Measured.SAMPLE, Measured.TRACE)
                .ifPresent(pair -> worth(pair).forEach(row -> findings.add(samplingAgainstTracing(row))));
        for (String sampler : samplers()) {
            if (!sampler.equals(Measured.SAMPLE)) {
                agreement(Measured.SAMPLE, sampler)
                        .ifPresent(pair -> worth(pair).forEach(row -> findings.add(amongSamplers(sampler, row))));
            }
            neverExecuted(sampler, findings);
            lost(sampler, findings);
        }
        return findings;
    }

    private List<String> samplers() {
        return measured.series().values().stream()
                .filter(InstrumentProfile::sampled)
                .map(InstrumentProfile::name)
                .sorted(Comparator.comparing((String name) -> !name.equals(Measured.SAMPLE))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    private Optional<Agreement> agreement(String a, String b) {
        return agreements.stream()
                .filter(pair -> pair.a().equals(a) && pair.b().equals(b))
                .findFirst();
    }

    private static List<Agreement.Row> worth(Agreement pair) {
        return pair.functions().stream()
                .filter(row -> row.significant() && Math.abs(row.difference().value()) >= WORTH)
                .limit(MOST)
                .toList();
    }

    private Reason samplingAgainstTracing(Agreement.Row row) {
        Optional<TracedFunctions.Row> traced = measured.traced().functions().stream()
                .filter(function -> function.name().equals(row.name()))
                .findFirst();
        String both = String.format(
                Locale.ROOT,
                "%s: %s by sampling, %s by tracing",
                row.name(),
                Quantity.percent(row.a().value()),
                Quantity.percent(row.b().value()));
        if (traced.isEmpty()) {
            return new Reason("unexplained", row.name(), both + "; the trace never saw it called in the window.");
        }
        return row.difference().value() > 0 ? tooMuch(row, traced.get(), both) : tooLittle(row, traced.get(), both);
    }

    private Reason tooMuch(Agreement.Row row, TracedFunctions.Row traced, String both) {
        double probes = traced.self() == 0 ? 0 : Math.min(1, traced.probes() / traced.self());
        double corrected = measured.series()
                .get(Measured.COMPENSATED)
                .share(round -> round.functions.getOrDefault(row.code().method(), 0.0))
                .share();
        double explained = (row.b().value() - corrected) / row.difference().value();
        String cost = String.format(
                Locale.ROOT,
                "; its %,d calls and the lines they enter cost about %s of its traced time in probes, without which %s is"
                        + " left",
                traced.calls(),
                Quantity.percent(probes),
                Quantity.percent(corrected));
        if (explained >= EXPLAINS) {
            return new Reason("probe-inflation", row.name(), both + cost + ".");
        }
        double inlined = part(row.code(), round -> round.inlined);
        if (inlined >= MOSTLY) {
            return new Reason(
                    "inlining",
                    row.name(),
                    both
                            + String.format(
                                    Locale.ROOT,
                                    "; unperturbed it is inlined into its callers (%s of its samples), which probes hinder%s.",
                                    Quantity.percent(inlined),
                                    probes > EXPLAINS ? cost : ""));
        }
        if (probes >= EXPLAINS) {
            return new Reason(
                    "probe-inflation",
                    row.name(),
                    both + cost + "; what the probes keep the compiler from optimising is not included.");
        }
        if (traced.calls() > 0
                && traced.self() < TINY * measured.traced().probes().call() * traced.calls()) {
            return new Reason(
                    "inlining",
                    row.name(),
                    both + cost
                            + "; a call takes little more than its probes, so unperturbed the compiler inlines it and"
                            + " hardly anything of it is left.");
        }
        if (row.a().value() * 10 < row.b().value()) {
            return new Reason(
                    "waiting",
                    row.name(),
                    both
                            + "; its probes do not account for it: the trace is wall-clock time, so it may have waited, which"
                            + " sampling of CPU time does not see.");
        }
        return new Reason("unexplained", row.name(), both + REST);
    }

    private Reason tooLittle(Agreement.Row row, TracedFunctions.Row traced, String both) {
        double own = traced.self() == 0 ? 0 : traced.probes() / traced.self();
        double all = measured.traced().total() == 0
                ? 0
                : measured.traced().functions().stream()
                                .mapToDouble(TracedFunctions.Row::probes)
                                .sum()
                        / measured.traced().total();
        double inNative = part(row.code(), round -> round.inNative);
        String why = inNative >= MOSTLY
                ? String.format(
                        Locale.ROOT,
                        "; %s of its samples are in native code below it, which has no probes",
                        Quantity.percent(inNative))
                : "; it passes few probes";
        if (own < all) {
            return new Reason(
                    "displaced",
                    row.name(),
                    both + why + " (" + Quantity.percent(own) + " of its traced time, "
                            + Quantity.percent(Math.min(1, all))
                            + " of all): what others gain by their probes it loses in share.");
        }
        return new Reason("unexplained", row.name(), both + REST);
    }

    private Reason amongSamplers(String other, Agreement.Row row) {
        String both = String.format(
                Locale.ROOT,
                "%s: %s by async-profiler, %s by %s",
                row.name(),
                Quantity.percent(row.a().value()),
                Quantity.percent(row.b().value()),
                other.equals(Measured.JFR) ? "the JDK's sampler" : "the JDK's CPU-time sampler");
        double inNative = part(row.code(), round -> round.inNative);
        if (other.equals(Measured.JFR) && row.difference().value() < 0 && inNative >= MOSTLY) {
            return new Reason(
                    "native-code",
                    row.name(),
                    both + "; " + Quantity.percent(inNative)
                            + " of its samples are in native code, where the JDK's execution samples do not look.");
        }
        boolean nativeElsewhere = nativeShare() > EXPLAINS;
        if (other.equals(Measured.JFR) && row.difference().value() > 0 && nativeElsewhere) {
            return new Reason(
                    "native-code",
                    row.name(),
                    both + "; the JDK's sampler leaves out native code, " + Quantity.percent(nativeShare())
                            + " of all samples, so that the rest gains.");
        }
        if (other.equals(Measured.JFR)) {
            return new Reason(
                    "safepoint-bias",
                    row.name(),
                    both
                            + "; the JDK's sampler takes one walkable Java thread at a time and drops stacks it cannot walk,"
                            + " which favours some code over other.");
        }
        return new Reason("unexplained", row.name(), both + ".");
    }

    private double nativeShare() {
        InstrumentProfile sample = measured.series().get(Measured.SAMPLE);
        double sum = sample.sum(round -> round.inNative).values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
        return sample.samples() == 0 ? 0 : sum / sample.samples();
    }

    /** Which part of a function's samples by async-profiler has a property. */
    private double part(CodeUnit function, java.util.function.Function<RoundProfile, Map<MethodId, Double>> property) {
        InstrumentProfile sample = measured.series().get(Measured.SAMPLE);
        if (sample == null) {
            return 0;
        }
        double all = sample.sum(round -> round.functions).getOrDefault(function.method(), 0.0);
        return all == 0 ? 0 : sample.sum(property).getOrDefault(function.method(), 0.0) / all;
    }

    /** Samples on lines that the counters saw never executed prove that the sampler put them on the wrong line. */
    private void neverExecuted(String sampler, List<Reason> findings) {
        if (measured.hits().isEmpty()) {
            return;
        }
        Map<LineId, Double> own = measured.series().get(sampler).sum(round -> round.ownLines);
        var counted = measured.counted();
        Map<LineId, Double> wrong = own.entrySet().stream()
                .filter(entry -> counted.contains(entry.getKey().method()))
                .filter(entry -> measured.hits().getOrDefault(entry.getKey(), 0L) == 0)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        wrong.entrySet().stream()
                .sorted(Map.Entry.<LineId, Double>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_LINES)
                .forEach(entry -> findings.add(new Reason(
                        "never-executed",
                        entry.getKey().toString(),
                        String.format(
                                Locale.ROOT,
                                "%s: %.0f samples by %s on a line that never ran%s.",
                                entry.getKey(),
                                entry.getValue(),
                                sampler,
                                measured.executedNeighbour(entry.getKey())
                                        .map(near ->
                                                "; the nearest that did is line " + near.line() + ", so they skidded")
                                        .orElse("")))));
    }

    private void lost(String sampler, List<Reason> findings) {
        Ledger ledger = measured.series().get(sampler).ledger();
        long bad = ledger.failed() + ledger.truncated() + ledger.lost() + ledger.withoutStack();
        if (bad > 0) {
            findings.add(new Reason(
                    "lost-samples",
                    "",
                    String.format(
                            Locale.ROOT,
                            "%s: of %,d samples in the window %,d have a truncated stack, %,d could not be walked, %,d have"
                                    + " none, %,d were lost.",
                            sampler,
                            ledger.kept() + ledger.withoutStack(),
                            ledger.truncated(),
                            ledger.failed(),
                            ledger.withoutStack(),
                            ledger.lost())));
        }
    }

    /** The cost of probes, as text. */
    static String costs(ProbeCost cost) {
        return String.format(Locale.ROOT, "%.0f ns a call, %.0f ns a line entered", cost.call(), cost.line());
    }
}
