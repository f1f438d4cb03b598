package tallyflame.modules.features;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tallyflame.modules.Alert;
import tallyflame.modules.AlertBatch;
import tallyflame.modules.AlertColumn;
import tallyflame.modules.Output;
import tallyflame.modules.ScienceModule;
import tallyflame.modules.lightcurves.ApparentMagnitude;
import tallyflame.modules.lightcurves.Fields;
import tallyflame.modules.lightcurves.Visits;

/** Features of the light curves in g and r for anomaly detection: {@code mean_g}, ..., {@code stetson_k_r}. */
public final class LightCurveFeaturesModule implements ScienceModule {
    /** Nearer to a source of the template than this, in pixels, the alert is that source varying. */
    private static final double NEAR_PIXELS = 1.5;

    private static final String[] BANDS = {"g", "r"};

    private final List<Output> outputs = new ArrayList<>();
    private final Visits visits = new Visits();
    private final BandFeatures features = new BandFeatures();

    /** A module with its own buffers. */
    public LightCurveFeaturesModule() {
        for (String band : BANDS) {
            for (Feature feature : Feature.values()) {
                String name = feature.name().toLowerCase(Locale.ROOT) + "_" + band;
                outputs.add(new Output(name, feature.unit(), feature.description() + ", band " + band));
            }
        }
    }

    @Override
    public String name() {
        return "light-curve-features";
    }

    @Override
    public List<String> columns() {
        return Fields.ofHistoryAndAlert("jd", "fid", "magpsf", "sigmapsf", "distnr", "magnr", "sigmagnr", "isdiffpos");
    }

    @Override
    public List<Output> outputs() {
        return List.copyOf(outputs);
    }

    @Override
    public void process(AlertBatch batch) {
        Points points = new Points(batch);
        double[][] results = new double[outputs.size()][];
        for (int i = 0; i < results.length; i++) {
            results[i] = batch.result(outputs.get(i).name());
        }
        int count = Feature.values().length;
        for (Alert alert : batch) {
            int row = alert.row();
            points.fill(row, visits);
            visits.sortAndDropDuplicates();
            for (int band = 0; band < BANDS.length; band++) {
                double[] values = features.compute(visits, band + 1);
                for (int i = 0; i < count; i++) {
                    results[band * count + i][row] = values[i];
                }
            }
        }
    }

    /** Whether there were points in at least one band. */
    @Override
    public boolean isEffective(Alert alert) {
        return !Double.isNaN(alert.result("mean_g")) || !Double.isNaN(alert.result("mean_r"));
    }

    /** The columns of a batch. */
    private static final class Points {
        private final AlertColumn.Series jd;
        private final AlertColumn.Series fid;
        private final AlertColumn.Series magpsf;
        private final AlertColumn.Series sigmapsf;
        private final AlertColumn.Series distnr;
        private final AlertColumn.Series magnr;
        private final AlertColumn.Series sigmagnr;
        private final AlertColumn.TextSeries isdiffpos;

        Points(AlertBatch batch) {
            jd = batch.series("jd");
            fid = batch.series("fid");
            magpsf = batch.series("magpsf");
            sigmapsf = batch.series("sigmapsf");
            distnr = batch.series("distnr");
            magnr = batch.series("magnr");
            sigmagnr = batch.series("sigmagnr");
            isdiffpos = batch.textSeries("isdiffpos");
        }

        void fill(int row, Visits visits) {
            visits.clear();
            boolean isSource = isNearSource(row);
            for (int i = jd.from(row); i < jd.to(row); i++) {
                if (!isMeasured(i)) {
                    continue;
                }
                double magnitude = magpsf.values()[i];
                double error = sigmapsf.values()[i];
                if (isSource) {
                    boolean positive = ApparentMagnitude.isPositive(isdiffpos.values()[i]);
                    double reference = magnr.values()[i];
                    error = ApparentMagnitude.error(magnitude, error, reference, sigmagnr.values()[i], positive);
                    magnitude = ApparentMagnitude.magnitude(magnitude, reference, positive);
                }
                if (!Double.isNaN(magnitude) && !Double.isNaN(error)) {
                    visits.add(jd.values()[i], (int) fid.values()[i], magnitude, error);
                }
            }
        }

        private boolean isMeasured(int i) {
            return !Double.isNaN(magpsf.values()[i]) && !Double.isNaN(sigmapsf.values()[i]);
        }

        private boolean isNearSource(int row) {
            for (int i = jd.from(row); i < jd.to(row); i++) {
                double distance = distnr.values()[i];
                if (isMeasured(i) && distance >= 0 && distance <= NEAR_PIXELS) {
                    return true;
                }
            }
            return false;
        }
    }
}
