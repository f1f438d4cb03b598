package tallyflame.analysis.compare;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tallyflame.analysis.statistics.ShareEstimate;
import tallyflame.counts.code.MethodId;
import tallyflame.flamegraphs.Quantity;

/** The three lines that a comparison ends with. */
final class Conclusions {
    /** Precision that the third line asks for. */
    private static final double POINT = 0.01;

    private static final double LISTED = 0.01;
    private static final double Z = 1.959963984540054;

    private final Measured measured;
    private final List<Overhead> overhead;
    private final List<Agreement> agreements;

    Conclusions(Measured measured, List<Overhead> overhead, List<Agreement> agreements) {
        this.measured = measured;
        this.overhead = overhead;
        this.agreements = agreements;
    }

    List<String> lines() {
        InstrumentProfile best = best();
        if (best == null) {
            return List.of("no instrument took a sample in the traced code; give it more work", "", "");
        }
        return List.of(precision(best), instrument(best), missing(best));
    }

    /** The sampler with the most samples; that is the one that interrupts most evenly, too. */
    private InstrumentProfile best() {
        return measured.series().values().stream()
                .filter(series -> series.sampled() && series.samples() > 0)
                .max(Comparator.comparing(
                                (InstrumentProfile series) -> series.name().equals(Measured.SAMPLE))
                        .thenComparing(InstrumentProfile::samples))
                .orElse(null);
    }

    private static String precision(InstrumentProfile best) {
        Map<MethodId, ShareEstimate> shares = best.functions();
        double widest = 0;
        double spread = 1;
        for (ShareEstimate estimate : shares.values()) {
            if (estimate.share() >= LISTED) {
                widest = Math.max(
                        widest,
                        (estimate.interval().high() - estimate.interval().low()) / 2);
                spread = Math.max(spread, estimate.spread());
            }
        }
        return String.format(
                Locale.ROOT,
                "precision: shares by %s are good to ± %.1f points (95 %%, %,d samples of %d rounds%s); smaller differences"
                        + " between functions or instruments mean nothing",
                best.name(),
                100 * widest,
                best.samples(),
                best.rounds().size(),
                spread > 1
                        ? String.format(
                                Locale.ROOT, "; rounds differ up to %.1f times more than independent samples", spread)
                        : "");
    }

    private String instrument(InstrumentProfile best) {
        Optional<Agreement> pair = agreements.stream()
                .filter(a -> a.a().equals(best.name()) && a.b().equals(Measured.TRACE))
                .findFirst();
        String tracing = pair.map(a -> String.format(
                        Locale.ROOT,
                        "tracing takes %s of the baseline, overlaps with it by only %s, and is good for calls and entries",
                        ratio(Measured.TRACE),
                        Quantity.percent(a.overlap())))
                .orElse("tracing was not compared");
        boolean faithful = pair.isPresent() && pair.get().overlap() > 0.9 && overheadOf(Measured.TRACE) < 1.2;
        return String.format(
                Locale.ROOT,
                "instrument: use %s for times (it takes %s of the baseline); %s",
                best.name(),
                ratio(best.name()),
                faithful ? "tracing is about as good here, because this code passes few probes" : tracing);
    }

    private double overheadOf(String pass) {
        return overhead.stream()
                .filter(o -> o.pass().equals(pass))
                .mapToDouble(o -> o.cpu() == null ? o.ratio() : o.cpu().value())
                .findFirst()
                .orElse(Double.NaN);
    }

    /** Both clocks by name: on a busy machine they say different things. */
    private String ratio(String pass) {
        return overhead.stream()
                .filter(o -> o.pass().equals(pass))
                .findFirst()
                .map(o -> o.cpu() == null
                        ? String.format(Locale.ROOT, "%.2f times the wall-clock time", o.ratio())
                        : String.format(
                                Locale.ROOT,
                                "%.2f times the CPU time and %.2f times the wall-clock time",
                                o.cpu().value(),
                                o.ratio()))
                .orElse("an unknown number of times the time");
    }

    private static String missing(InstrumentProfile best) {
        Optional<Map.Entry<MethodId, ShareEstimate>> hottest = best.functions().entrySet().stream()
                .max(Map.Entry.comparingByValue(Comparator.comparingDouble(ShareEstimate::share)));
        if (hottest.isEmpty()) {
            return "";
        }
        double half = hottest.get().getValue().error() * Z;
        // The width falls with the root of the number of samples, whatever made it as wide as it is.
        double needed = best.samples() * (half / POINT) * (half / POINT);
        long more = Math.max(0, Math.round(Math.ceil(needed - best.samples())));
        double perRound = (double) best.samples() / best.rounds().size();
        return more == 0
                ? String.format(
                        Locale.ROOT,
                        "samples: the hottest function, %s, is known to ± %.2f points; no more samples are needed for ± 1",
                        hottest.get().getKey(),
                        100 * half)
                : String.format(
                        Locale.ROOT,
                        "samples: the hottest function, %s, is known to ± %.1f points; for ± 1 point %,d more samples are"
                                + " missing, about %.0f more rounds",
                        hottest.get().getKey(),
                        100 * half,
                        more,
                        Math.ceil(more / perRound));
    }
}
