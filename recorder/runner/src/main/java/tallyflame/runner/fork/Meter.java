package tallyflame.runner.fork;

import java.util.Arrays;

/**
 * Alerts and time of one thread, in at most {@value #PARTS} parts of equally many steps: when they are full, neighbours are
 * merged. The parts give the interval of the rate, and show whether it still rises.
 */
final class Meter {
    private static final int PARTS = 40;
    /** Two rates are the same for the warm-up when they differ by less. */
    private static final double STEADY = 0.05;

    private final long[] alerts = new long[PARTS];
    private final long[] nanos = new long[PARTS];
    private final long[] cpu = new long[PARTS];
    private int parts;
    private int stepsPerPart = 1;
    private int stepsInLast;
    private long totalAlerts;
    private long totalNanos;

    /** Adds a step: a round, or a batch of a stream, with its wall and its CPU time. */
    void add(long stepAlerts, long stepNanos, long stepCpu) {
        if (parts == 0 || stepsInLast == stepsPerPart) {
            if (parts == PARTS) {
                mergeNeighbours();
            }
            if (parts == 0 || stepsInLast == stepsPerPart) {
                parts++;
                stepsInLast = 0;
            }
        }
        alerts[parts - 1] += stepAlerts;
        nanos[parts - 1] += stepNanos;
        cpu[parts - 1] += stepCpu;
        stepsInLast++;
        totalAlerts += stepAlerts;
        totalNanos += stepNanos;
    }

    private void mergeNeighbours() {
        for (int part = 0; part < PARTS / 2; part++) {
            alerts[part] = alerts[2 * part] + alerts[2 * part + 1];
            nanos[part] = nanos[2 * part] + nanos[2 * part + 1];
            cpu[part] = cpu[2 * part] + cpu[2 * part + 1];
        }
        Arrays.fill(alerts, PARTS / 2, PARTS, 0);
        Arrays.fill(nanos, PARTS / 2, PARTS, 0);
        Arrays.fill(cpu, PARTS / 2, PARTS, 0);
        parts = PARTS / 2;
        stepsPerPart *= 2;
        stepsInLast = stepsPerPart; // the last part is full
    }

    long alerts() {
        return totalAlerts;
    }

    long nanos() {
        return totalNanos;
    }

    /** Alerts a second over all, 0 if there was no time. */
    double rate() {
        return rate(nanos, 0, parts);
    }

    private double rate(long[] time, int from, int to) {
        long sumAlerts = 0;
        long sumNanos = 0;
        for (int part = from; part < to; part++) {
            sumAlerts += alerts[part];
            sumNanos += time[part];
        }
        return sumNanos == 0 ? 0 : sumAlerts * 1e9 / sumNanos;
    }

    /** The rate of each full part; of the one part there is, when there is no full one. */
    double[] rates() {
        return rates(nanos);
    }

    /** The same by CPU time; parts that took none are left out. */
    double[] cpuRates() {
        return Arrays.stream(rates(cpu)).filter(rate -> rate > 0).toArray();
    }

    private double[] rates(long[] time) {
        int full = parts > 1 && stepsInLast < stepsPerPart ? parts - 1 : parts;
        double[] rates = new double[full];
        for (int part = 0; part < full; part++) {
            rates[part] = rate(time, part, part + 1);
        }
        return rates;
    }

    /** Whether the last quarter was as fast as the quarter before it, by CPU time: the compiler has done what it will. */
    boolean steady() {
        int quarter = parts / 4;
        if (quarter == 0) {
            return false;
        }
        double last = rate(cpu, parts - quarter, parts);
        double before = rate(cpu, parts - 2 * quarter, parts - quarter);
        return Math.abs(last - before) < STEADY * before;
    }
}
