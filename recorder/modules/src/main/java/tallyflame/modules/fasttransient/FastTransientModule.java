package tallyflame.modules.fasttransient;

import java.util.ArrayList;
import java.util.List;
import tallyflame.modules.Alert;
import tallyflame.modules.AlertBatch;
import tallyflame.modules.AlertColumn;
import tallyflame.modules.ModuleSettings;
import tallyflame.modules.Output;
import tallyflame.modules.ScienceModule;
import tallyflame.modules.lightcurves.Fields;

/**
 * The rate of change of magnitude since the visit before in the same filter, with its uncertainty by sampling both fluxes.
 *
 * <p>Settings: {@code tallyflame.fast-transient.samples} (1000), {@code .seed} (2023), and {@code .batch=true}, which
 * lifts the fluxes of all alerts of a batch by one shift, as the reference does: then the rate of an alert depends on the
 * alerts that share its batch. Otherwise every alert is a batch of its own.
 */
public final class FastTransientModule implements ScienceModule {
    private static final int SAMPLES = 1000;
    private static final int SEED = 2023;

    private static final String RATE = "mag_rate";
    private static final String SIGMA = "sigma_rate";
    private static final String LOWER = "lower_rate";
    private static final String UPPER = "upper_rate";
    private static final String DELTA = "delta_time";
    private static final String FROM_UPPER = "from_upper";
    private static final String FIRST = "jd_first_real_det";
    private static final String SINCE_START = "jdstarthist_dt";

    private final RateSamples samples;
    private final boolean sharesShift;

    /** A module with the settings of this JVM. */
    public FastTransientModule() {
        this(new ModuleSettings("fast-transient"));
    }

    private FastTransientModule(ModuleSettings options) {
        this(
                MeasurementDraws.seeded((int) options.number("samples", SAMPLES), (int) options.number("seed", SEED)),
                options.isOn("batch"));
    }

    /** A module with given random numbers, for tests. */
    FastTransientModule(MeasurementDraws draws, boolean sharesShift) {
        this.samples = new RateSamples(draws);
        this.sharesShift = sharesShift;
    }

    @Override
    public String name() {
        return "fast-transient";
    }

    @Override
    public List<String> columns() {
        List<String> columns =
                new ArrayList<>(Fields.ofHistoryAndAlert("jd", "fid", "magpsf", "sigmapsf", "diffmaglim"));
        columns.add("candidate.jdstarthist");
        return List.copyOf(columns);
    }

    @Override
    public List<Output> outputs() {
        return List.of(
                new Output(RATE, "mag/day", "mean rate of change; NaN without a visit before in the filter"),
                new Output(SIGMA, "mag/day", "standard deviation of the rate"),
                new Output(LOWER, "mag/day", "5 % quantile of the rate"),
                new Output(UPPER, "mag/day", "95 % quantile of the rate"),
                new Output(DELTA, "day", "time since the visit before in the filter"),
                new Output(FROM_UPPER, "", "1 if that visit is an upper limit"),
                new Output(FIRST, "day", "Julian date of the first detection in the history"),
                new Output(SINCE_START, "day", "first detection in the history minus start of detections"));
    }

    @Override
    public void process(AlertBatch batch) {
        Rates rates = new Rates(batch);
        if (sharesShift) {
            rates.findShifts(batch.size());
        }
        for (Alert alert : batch) {
            rates.compute(alert.row());
        }
    }

    /** Whether there was a visit before to compare with. */
    @Override
    public boolean isEffective(Alert alert) {
        return !Double.isNaN(alert.result(RATE));
    }

    /** The columns and results of one batch. */
    private final class Rates {
        private final AlertColumn.Numbers jd;
        private final AlertColumn.Numbers magpsf;
        private final AlertColumn.Numbers sigmapsf;
        private final AlertColumn.Numbers start;
        private final LastVisit last;
        private final double[] rate;
        private final double[] sigma;
        private final double[] lower;
        private final double[] upper;
        private final double[] delta;
        private final double[] fromUpper;
        private final double[] first;
        private final double[] sinceStart;
        private double lowestCurrent = Double.NaN;
        private double lowestLast = Double.NaN;

        Rates(AlertBatch batch) {
            jd = batch.numbers("candidate.jd");
            magpsf = batch.numbers("candidate.magpsf");
            sigmapsf = batch.numbers("candidate.sigmapsf");
            start = batch.numbers("candidate.jdstarthist");
            last = new LastVisit(
                    batch.series("jd"),
                    batch.series("fid"),
                    batch.series("magpsf"),
                    batch.series("sigmapsf"),
                    batch.series("diffmaglim"));
            rate = batch.result(RATE);
            sigma = batch.result(SIGMA);
            lower = batch.result(LOWER);
            upper = batch.result(UPPER);
            delta = batch.result(DELTA);
            fromUpper = batch.result(FROM_UPPER);
            first = batch.result(FIRST);
            sinceStart = batch.result(SINCE_START);
        }

        /** The lowest samples of the whole batch, like the reference's; of a single alert they are found on the way. */
        void findShifts(int rows) {
            lowestCurrent = Double.POSITIVE_INFINITY;
            lowestLast = Double.POSITIVE_INFINITY;
            for (int row = 0; row < rows; row++) {
                last.find(row);
                if (last.isDetection() || last.isUpperLimit()) {
                    lowestCurrent = Math.min(lowestCurrent, samples.lowestCurrent(current(row)));
                }
                if (last.isDetection()) {
                    lowestLast = Math.min(lowestLast, samples.lowestLast(Flux.of(last.magnitude(), last.error())));
                }
            }
        }

        private Flux current(int row) {
            return Flux.of(magpsf.get(row), sigmapsf.get(row));
        }

        void compute(int row) {
            last.find(row);
            first[row] = last.firstDetection(row);
            sinceStart[row] = first[row] - start.get(row);
            delta[row] = jd.get(row) - last.date();
            fromUpper[row] = last.isUpperLimit() ? 1 : 0;
            // No time between the two visits, or no flux: there is no rate.
            boolean isDefined = delta[row] != 0 && !Double.isNaN(magpsf.get(row) + sigmapsf.get(row));
            if (isDefined && (last.isDetection() || last.isUpperLimit())) {
                sample(row);
            }
        }

        private void sample(int row) {
            Flux current = current(row);
            double shift = Math.abs(sharesShift ? lowestCurrent : samples.lowestCurrent(current));
            if (last.isUpperLimit()) {
                samples.fromUpperLimit(current, shift, Flux.of(last.limit(), 0).value(), delta[row]);
            } else {
                Flux before = Flux.of(last.magnitude(), last.error());
                double lastShift = Math.abs(sharesShift ? lowestLast : samples.lowestLast(before));
                samples.fromDetection(current, shift, before, lastShift, delta[row]);
            }
            rate[row] = samples.mean();
            sigma[row] = samples.deviation();
            lower[row] = samples.lower();
            upper[row] = samples.upper();
        }
    }
}
