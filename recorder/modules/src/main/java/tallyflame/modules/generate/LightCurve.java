package tallyflame.modules.generate;

import java.util.ArrayList;
import java.util.List;

/** Makes the visits of the last thirty days and the alert itself, last. */
final class LightCurve {
    private static final double HISTORY_DAYS = 30;
    private static final double NOON_2024 = 2_460_400.5;
    private static final String[][] SIGNS = {{"t", "1"}, {"f", "0"}};

    private final Randomness random;
    private final long index;
    private final ObjectKind kind;
    private final double ra;
    private final double dec;
    private final double now;
    private final int lastFid;
    private final double limit;
    private final double reference;

    LightCurve(Randomness random, long index, double ra, double dec) {
        this.random = random;
        this.index = index;
        this.ra = ra;
        this.dec = dec;
        kind = ObjectKind.of(index);
        now = NOON_2024 + random.uniform(0, 300);
        lastFid = Trait.I_BAND.of(index) ? 3 : random.integer(1, 2);
        limit = random.uniform(19.3, 20.8);
        reference = kind == ObjectKind.STAR || kind == ObjectKind.VARIABLE_STAR
                ? random.uniform(15, 18)
                : random.uniform(19, 22);
    }

    /** All visits in order of time; the last is the alert. */
    List<Measurement> visits() {
        List<Measurement> visits = new ArrayList<>();
        for (double days : times()) {
            visits.add(visit(days, visits.size()));
        }
        if (Trait.SAME_VISIT_TWICE.of(index) && !visits.isEmpty()) {
            visits.add(visits.get(visits.size() - 1));
        }
        visits.add(detection(0, lastFid));
        return visits;
    }

    /** Days before the alert, falling. */
    private List<Double> times() {
        List<Double> times = new ArrayList<>();
        switch (kind) {
            case VARIABLE_STAR -> spread(times, random.integer(26, 37));
            case SUPERNOVA -> spread(times, random.integer(10, 22));
            case FAST_TRANSIENT, STAR -> spread(times, random.integer(4, 16));
            case ASTEROID -> spread(times, random.integer(1, 12));
            case MOVING_UNKNOWN -> times.add(random.uniform(0.008, 0.028));
        }
        return times;
    }

    private void spread(List<Double> times, int count) {
        double step = HISTORY_DAYS / count;
        for (int i = count; i >= 1; i--) {
            times.add(i * step - random.uniform(0.02, 0.9) * step);
        }
    }

    private Measurement visit(double days, int number) {
        boolean iBand = Trait.I_BAND_BEFORE.of(index) && number == 1;
        int fid = iBand ? 3 : 1 + (number + lastFid) % 2;
        if (!isSeen(days)) {
            return Measurement.upperLimit(now - days, fid, limit + random.uniform(-0.4, 0.4));
        }
        return detection(days, fid);
    }

    private boolean isSeen(double days) {
        if (Trait.LIMITS_ONLY.of(index)) {
            return false;
        }
        return switch (kind) {
            case VARIABLE_STAR -> random.chance(0.9);
            case SUPERNOVA -> days < 20;
            case FAST_TRANSIENT -> days < 6;
            case ASTEROID -> random.chance(0.1);
            case MOVING_UNKNOWN -> true;
            case STAR -> random.chance(0.3);
        };
    }

    private Measurement detection(double days, int fid) {
        double magnitude = magnitude(days, fid);
        boolean isFainter = (kind == ObjectKind.VARIABLE_STAR || kind == ObjectKind.STAR) && random.chance(0.4);
        String sign = SIGNS[isFainter ? 1 : 0][random.integer(0, 1)];
        boolean hasReference = !Trait.NO_REFERENCE.of(index);
        double farAway = kind == ObjectKind.SUPERNOVA ? random.uniform(2, 8) : random.uniform(1.6, 20);
        boolean isStar = kind == ObjectKind.VARIABLE_STAR || kind == ObjectKind.STAR;
        return new Measurement(
                now - days,
                fid,
                magnitude,
                0.02 + 0.15 * ExponentialTable.decay(Math.max(0, limit - magnitude)),
                limit + random.uniform(-0.3, 0.3),
                sign,
                isStar ? random.uniform(0.05, 0.9) : farAway,
                hasReference ? reference + 0.05 * random.normal() : -999,
                hasReference ? 0.02 + 0.03 * random.uniform(0, 1) : -999,
                ra + random.uniform(-3e-5, 3e-5),
                dec + random.uniform(-3e-5, 3e-5));
    }

    private double magnitude(double days, int fid) {
        double scatter = 0.03 * random.normal();
        return scatter
                + switch (kind) {
                    case VARIABLE_STAR -> reference + 1.5 + StrictMath.sin(days * 2.1 + fid) * 0.4;
                    case SUPERNOVA -> 17.2 + 0.12 * days + 0.1 * fid;
                    case FAST_TRANSIENT -> 18.6 - 0.3 * days + 0.2 * fid;
                    case ASTEROID, MOVING_UNKNOWN -> Math.min(limit - 0.3, 18.5 + 0.3 * fid);
                    case STAR -> Math.min(limit - 0.2, reference + 2.5);
                };
    }
}
