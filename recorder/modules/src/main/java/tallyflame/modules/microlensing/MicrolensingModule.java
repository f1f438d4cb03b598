package tallyflame.modules.microlensing;

import java.util.ArrayList;
import java.util.List;
import tallyflame.modules.Alert;
import tallyflame.modules.AlertBatch;
import tallyflame.modules.AlertColumn;
import tallyflame.modules.Output;
import tallyflame.modules.ScienceModule;
import tallyflame.modules.lightcurves.ApparentMagnitude;
import tallyflame.modules.lightcurves.Fields;

/** Microlensing features: 47 statistics of each band with at least 10 measurements; 0 for a band with fewer. */
public final class MicrolensingModule implements ScienceModule {
    private static final String[] BANDS = {"g", "r"};

    private final List<Output> outputs = new ArrayList<>();
    private final FluxSeries series = new FluxSeries();
    private final BandStatistics statistics = new BandStatistics();

    /** A module with its own buffers. */
    public MicrolensingModule() {
        for (String band : BANDS) {
            for (Statistic statistic : Statistic.values()) {
                String description = statistic.description() + ", band " + band;
                outputs.add(new Output(statistic.title() + "_" + band, "", description));
            }
        }
    }

    @Override
    public String name() {
        return "microlensing";
    }

    @Override
    public List<String> columns() {
        return Fields.ofHistoryAndAlert("fid", "magpsf", "sigmapsf", "magnr", "sigmagnr", "isdiffpos");
    }

    @Override
    public List<Output> outputs() {
        return List.copyOf(outputs);
    }

    @Override
    public void process(AlertBatch batch) {
        double[][] results = new double[outputs.size()][];
        for (int i = 0; i < results.length; i++) {
            results[i] = batch.result(outputs.get(i).name());
        }
        Points points = new Points(batch);
        for (Alert alert : batch) {
            int row = alert.row();
            for (int band = 0; band < BANDS.length; band++) {
                points.fill(row, band + 1, series);
                double[] values = statistics.compute(series);
                for (int i = 0; i < values.length; i++) {
                    results[band * values.length + i][row] = values[i];
                }
            }
        }
    }

    /** Whether a band had enough points. */
    @Override
    public boolean isEffective(Alert alert) {
        return alert.result("std_g") > 0 || alert.result("std_r") > 0;
    }

    /** The columns of a batch. */
    static final class Points {
        private final AlertColumn.Series fid;
        private final AlertColumn.Series magpsf;
        private final AlertColumn.Series sigmapsf;
        private final AlertColumn.Series magnr;
        private final AlertColumn.Series sigmagnr;
        private final AlertColumn.TextSeries isdiffpos;

        Points(AlertBatch batch) {
            fid = batch.series("fid");
            magpsf = batch.series("magpsf");
            sigmapsf = batch.series("sigmapsf");
            magnr = batch.series("magnr");
            sigmagnr = batch.series("sigmagnr");
            isdiffpos = batch.textSeries("isdiffpos");
        }

        /** Puts the apparent magnitudes of a band; points without one (no source in the template) are left out. */
        void fill(int row, int filter, FluxSeries series) {
            series.clear();
            for (int i = fid.from(row); i < fid.to(row); i++) {
                if (fid.values()[i] == filter && !Double.isNaN(magpsf.values()[i])) {
                    double magnitude = magnitude(i);
                    double error = error(i);
                    if (!Double.isNaN(magnitude) && !Double.isNaN(error)) {
                        series.add(magnitude, error);
                    }
                }
            }
        }

        double magnitude(int i) {
            boolean positive = ApparentMagnitude.isPositive(isdiffpos.values()[i]);
            return ApparentMagnitude.magnitude(magpsf.values()[i], magnr.values()[i], positive);
        }

        double error(int i) {
            boolean positive = ApparentMagnitude.isPositive(isdiffpos.values()[i]);
            return ApparentMagnitude.error(
                    magpsf.values()[i], sigmapsf.values()[i], magnr.values()[i], sigmagnr.values()[i], positive);
        }
    }
}
