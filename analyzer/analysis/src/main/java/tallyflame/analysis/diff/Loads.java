package tallyflame.analysis.diff;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import tallyflame.analysis.diff.version.MeasuredRate;
import tallyflame.analysis.diff.version.Version;

/**
 * Under which load the forks of two versions ran: how many processors other programs kept busy meanwhile.
 *
 * @param before of each fork; empty if that is not known of all
 * @param after the same of the second version
 * @param cores of the machine, 1 if that is not known
 */
record Loads(List<Double> before, List<Double> after, int cores) {
    /** Loads are alike if they differ by less than this many processors, or this share of all. */
    private static final double ALIKE = 0.25;

    private static final double ALIKE_SHARE = 0.1;

    static Loads of(Version before, Version after) {
        return new Loads(
                of(before),
                of(after),
                before.run().map(run -> run.host().cores()).orElse(1));
    }

    private static List<Double> of(Version version) {
        List<Double> loads = version.rates().stream().map(MeasuredRate::others).toList();
        return loads.stream().anyMatch(Objects::isNull) ? List.of() : loads;
    }

    /** The mean load of a version; empty if it is not known. */
    static Optional<Double> mean(Version version) {
        List<Double> loads = of(version);
        return loads.isEmpty() ? Optional.empty() : Optional.of(mean(loads));
    }

    private static double mean(List<Double> loads) {
        return loads.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    private boolean known() {
        return !before.isEmpty() && !after.isEmpty();
    }

    private boolean alike(double one, double other) {
        return Math.abs(one - other) <= Math.max(ALIKE, ALIKE_SHARE * cores);
    }

    /** Why times by the wall clock are those of the machine's load as much as of the code, of the first version; empty if not. */
    String busy() {
        if (before.isEmpty()) {
            return "the load of the machine during these runs is not known";
        }
        return alike(mean(before), 0)
                ? ""
                : String.format(Locale.ROOT, "other programs kept %.2f of %d processors busy", mean(before), cores);
    }

    /** Why wall-clock times cannot be compared; empty if they can. */
    String differ() {
        if (!known()) {
            return "the load of the machine during these runs is not known";
        }
        return alike(mean(before), mean(after)) ? "" : figures();
    }

    /**
     * Why not even CPU times can be compared, which a busy machine makes longer, too: it shares caches and cores, and every fork of
     * one side had more of that than any of the other. Where the loads of the sides overlap they are part of the spread.
     */
    String apart() {
        if (!known() || differ().isEmpty()) {
            return "";
        }
        boolean overlap = before.stream().mapToDouble(Double::doubleValue).max().orElseThrow()
                        >= after.stream().mapToDouble(Double::doubleValue).min().orElseThrow()
                && after.stream().mapToDouble(Double::doubleValue).max().orElseThrow()
                        >= before.stream()
                                .mapToDouble(Double::doubleValue)
                                .min()
                                .orElseThrow();
        return overlap ? "" : figures();
    }

    private String figures() {
        return String.format(
                Locale.ROOT,
                "the loads differ: other programs kept %.2f processors busy before, %.2f after",
                mean(before),
                mean(after));
    }

    /** Whether both versions ran under the load that noise was calibrated under. */
    boolean as(Noise noise) {
        if (!known() || noise.othersCores() == null) {
            return !known() && noise.othersCores() == null;
        }
        return differ().isEmpty()
                && alike(mean(before), noise.othersCores())
                && alike(mean(after), noise.othersCores());
    }
}
