package tallyflame.modules.earlysn;

import java.util.ArrayList;
import java.util.List;
import tallyflame.modules.Alert;
import tallyflame.modules.AlertBatch;
import tallyflame.modules.AlertColumn;
import tallyflame.modules.Output;
import tallyflame.modules.ScienceModule;
import tallyflame.modules.lightcurves.Fields;

/**
 * Features of early type Ia supernovae: per band a sigmoid through the fluxes by day, if they only rise. Alerts with fewer
 * than 4 magnitudes or more than 20 detections get zeros; a band that cannot be used gets 0, 0, 0, 0.1, 1e8, 0.
 */
public final class EarlySupernovaModule implements ScienceModule {
    private static final int FEWEST_POINTS = 4;
    private static final int MOST_DETECTIONS = 20;
    private static final double PRECISION = 1e4;
    private static final double LOWEST_MODEL = 1e-5;
    private static final double[] UNUSABLE = {0, 0, 0, 0.1, 1e8, 0};

    private static final String[] BANDS = {"g", "r"};
    private static final String[] NAMES = {"a_", "b_", "c_", "snratio_", "mse_", "nrise_"};
    private static final String[] DESCRIPTIONS = {
        "steepness of the sigmoid",
        "day of its middle",
        "its height",
        "mean signal to noise",
        "mean squared difference of normed fluxes and model",
        "number of days"
    };
    private static final String[] UNITS = {"1/day", "day", "FLUXCAL", "", "", ""};

    private final DailyFlux points = new DailyFlux();
    private final SigmoidFit fit = new SigmoidFit();
    private final double[] out = new double[NAMES.length];

    @Override
    public String name() {
        return "early-sn-ia";
    }

    @Override
    public List<String> columns() {
        List<String> columns = new ArrayList<>(Fields.ofHistoryAndAlert("jd", "fid", "magpsf", "sigmapsf"));
        columns.add("candidate.ndethist");
        return List.copyOf(columns);
    }

    @Override
    public List<Output> outputs() {
        List<Output> outputs = new ArrayList<>();
        for (String band : BANDS) {
            for (int i = 0; i < NAMES.length; i++) {
                outputs.add(new Output(NAMES[i] + band, UNITS[i], DESCRIPTIONS[i] + ", band " + band));
            }
        }
        return List.copyOf(outputs);
    }

    @Override
    public void process(AlertBatch batch) {
        AlertColumn.Series jd = batch.series("jd");
        AlertColumn.Series fid = batch.series("fid");
        AlertColumn.Series mag = batch.series("magpsf");
        AlertColumn.Series sigma = batch.series("sigmapsf");
        AlertColumn.Numbers detections = batch.numbers("candidate.ndethist");
        for (Alert alert : batch) {
            int row = alert.row();
            boolean isSelected = valid(mag, row) >= FEWEST_POINTS && detections.get(row) <= MOST_DETECTIONS;
            for (int band = 0; band < BANDS.length; band++) {
                double[] numbers = new double[NAMES.length];
                if (isSelected) {
                    points.load(row, band + 1, jd, fid, mag, sigma);
                    numbers = features();
                }
                for (int i = 0; i < NAMES.length; i++) {
                    batch.result(NAMES[i] + BANDS[band])[row] = numbers[i];
                }
            }
        }
    }

    private static int valid(AlertColumn.Series magnitudes, int row) {
        int valid = 0;
        for (int i = magnitudes.from(row); i < magnitudes.to(row); i++) {
            valid += Double.isNaN(magnitudes.values()[i]) ? 0 : 1;
        }
        return valid;
    }

    private double[] features() {
        if (points.size() < FEWEST_POINTS || !points.neverFalls()) {
            return UNUSABLE;
        }
        double[] parameters = fit.fit(points);
        System.arraycopy(parameters, 0, out, 0, parameters.length);
        out[3] = signalToNoise();
        out[4] = normedError(parameters);
        out[5] = points.size();
        return out;
    }

    private double signalToNoise() {
        double sum = 0;
        for (int i = 0; i < points.size(); i++) {
            sum += points.flux(i) / points.error(i);
        }
        return sum / points.size();
    }

    /** Compares shapes: fluxes and model, each divided by its sum; the model rounded to four decimals like the reference's. */
    private double normedError(double[] parameters) {
        double fluxes = 0;
        double models = 0;
        for (int i = 0; i < points.size(); i++) {
            fluxes += points.flux(i);
            models += rounded(parameters, i);
        }
        double sum = 0;
        for (int i = 0; i < points.size(); i++) {
            double difference = points.flux(i) / fluxes - rounded(parameters, i) / models;
            sum += difference * difference;
        }
        return sum / points.size();
    }

    private double rounded(double[] parameters, int i) {
        double model = Math.rint(SigmoidFit.model(parameters, points.day(i)) * PRECISION) / PRECISION;
        return model == 0 ? LOWEST_MODEL : model;
    }

    /** Whether at least one band was fitted. */
    @Override
    public boolean isEffective(Alert alert) {
        return alert.result("nrise_g") > 0 || alert.result("nrise_r") > 0;
    }
}
