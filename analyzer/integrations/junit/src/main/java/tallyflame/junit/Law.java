package tallyflame.junit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A law of growth, {@code n^power (log n)^logs}, with any factor and any constant added: most code has some hits that do not depend on
 * the input.
 */
record Law(double power, int logs) {
    private static final Pattern POWER = Pattern.compile("n(?:\\^([0-9.]+))?( log n)?");
    /** A law that leaves less than this part of every count is exact. */
    private static final double EXACT = 1e-3;
    /** One law explains better than another if it leaves so many times less. */
    private static final double BETTER = 3;
    /** Powers nearer to the limit than this cannot be told from it in any test. */
    private static final double NEAR = 0.2;
    /** The same beside a logarithm, which looks like a small power. */
    private static final double NEAR_LOG = 0.3;

    private static final double ROUNDING = 0.5;
    private static final double STEP = 0.05;
    private static final double LARGEST = 4;

    /** Whether counts keep a limit. */
    enum Verdict {
        KEPT,
        UNDECIDED,
        BROKEN
    }

    /**
     * What counts say about a limit.
     *
     * @param within the law within the limit that explains them best, and beyond the one beyond it
     */
    record Judgement(Verdict verdict, Law within, Law beyond) {}

    /**
     * A law with the factor and the constant that fit best.
     *
     * @param left the largest part of a count that it does not explain
     * @param hits the same in hits
     */
    private record Trial(Law law, double left, double hits) {}

    /**
     * Parses {@code 1}, {@code log n}, {@code n}, {@code n log n}, {@code n^1.5}.
     *
     * @throws IllegalArgumentException if it is no law
     */
    static Law parse(String text) {
        String law = text.strip().toLowerCase(Locale.ROOT);
        if (law.equals("1") || law.equals("constant")) return new Law(0, 0);
        if (law.equals("log n")) return new Law(0, 1);
        Matcher power = POWER.matcher(law);
        if (!power.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no law; use 1, log n, n, n log n, n^2 or n^1.5");
        }
        return new Law(power.group(1) == null ? 1 : Double.parseDouble(power.group(1)), power.group(2) == null ? 0 : 1);
    }

    double at(double n) {
        return Math.pow(n, power) * Math.pow(Math.log(n), logs);
    }

    /**
     * Judges counts, with this law as the limit. They keep it if their ratio to it never rises, or a law within the limit explains
     * them exactly or several times better than all beyond; they break it if one beyond it is several times better.
     * Everything else is undecided.
     */
    Judgement judge(long[] sizes, long[] counts) {
        Trial within = null;
        Trial beyond = null;
        for (Law law : laws()) {
            Trial trial = law.trial(sizes, counts);
            if (law.isWithin(this)) {
                if (within == null || trial.left() < within.left()) within = trial;
            } else if (law.isFarBeyond(this) && (beyond == null || trial.left() < beyond.left())) {
                beyond = trial;
            }
        }
        Verdict verdict = Verdict.UNDECIDED;
        if (neverRises(sizes, counts) || isExact(within, beyond) || within.left() * BETTER <= beyond.left()) {
            verdict = Verdict.KEPT;
        } else if (beyond.left() * BETTER <= within.left()) {
            verdict = Verdict.BROKEN;
        }
        return new Judgement(verdict, within.law(), beyond.law());
    }

    /** Counts are whole numbers: a law that explains them to the nearest one explains all there is, if no other does it better. */
    private static boolean isExact(Trial within, Trial beyond) {
        return within.left() <= EXACT || (within.hits() <= ROUNDING && within.left() < beyond.left());
    }

    private List<Law> laws() {
        List<Law> laws = new ArrayList<>(List.of(new Law(0, 0), new Law(0, 1), new Law(0, 2), this));
        for (int step = 2; step * STEP <= LARGEST; step++) laws.add(new Law(step * STEP, 0));
        for (int whole = 1; whole < LARGEST; whole++) laws.add(new Law(whole, 1));
        return laws;
    }

    private boolean isWithin(Law limit) {
        return power < limit.power - 1e-9 || (Math.abs(power - limit.power) < 1e-9 && logs <= limit.logs);
    }

    private boolean isFarBeyond(Law limit) {
        if (Math.abs(power - limit.power) < 1e-9) return logs > limit.logs;
        return power >= limit.power + (limit.logs == 0 ? NEAR : NEAR_LOG) - 1e-9;
    }

    private boolean neverRises(long[] sizes, long[] counts) {
        for (int i = 1; i < sizes.length; i++) {
            if ((double) counts[i] * at((double) sizes[i - 1])
                    > (double) counts[i - 1] * at((double) sizes[i]) * (1 + 1e-12)) return false;
        }
        return true;
    }

    /** By least squares of parts, so that small sizes say as much as large ones. */
    private Trial trial(long[] sizes, long[] counts) {
        double weights = 0;
        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < sizes.length; i++) {
            double weight = weight(counts[i]);
            weights += weight;
            meanX += weight * at((double) sizes[i]);
            meanY += weight * (double) counts[i];
        }
        meanX /= weights;
        meanY /= weights;
        double xx = 0;
        double xy = 0;
        for (int i = 0; i < sizes.length; i++) {
            double x = at((double) sizes[i]) - meanX;
            xx += weight(counts[i]) * x * x;
            xy += weight(counts[i]) * x * (counts[i] - meanY);
        }
        // Counts that fall do not follow a law that rises.
        double factor = xx > 0 ? Math.max(xy / xx, 0) : 0;
        double left = 0;
        double hits = 0;
        for (int i = 0; i < sizes.length; i++) {
            double distance = Math.abs(meanY + factor * (at((double) sizes[i]) - meanX) - counts[i]);
            left = Math.max(left, distance * Math.sqrt(weight(counts[i])));
            hits = Math.max(hits, distance);
        }
        return new Trial(this, left, hits);
    }

    private static double weight(long count) {
        double size = (double) Math.max(count, 1);
        return 1 / (size * size);
    }

    @Override
    public String toString() {
        if (power == 0) return logs == 0 ? "constant" : logs == 1 ? "log n" : "(log n)^2";
        String base =
                power == 1 ? "n" : String.format(Locale.ROOT, power == Math.rint(power) ? "n^%.0f" : "n^%.2f", power);
        return logs == 0 ? base : base + " log n";
    }
}
