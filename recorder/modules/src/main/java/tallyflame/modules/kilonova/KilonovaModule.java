package tallyflame.modules.kilonova;

import java.io.IOException;
import java.nio.file.Path;
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
 * Kilonova features: per band three template coefficients, the residual of the fit and the peak flux; 0 where a band has
 * nothing to fit.
 *
 * <p>Setting: {@code tallyflame.kilonova.templates} a CSV file with the templates; without it, simple shapes of our own.
 */
public final class KilonovaModule implements ScienceModule {
    private static final String[] BANDS = {"g", "r"};
    private static final String[] NAMES = {"coeff1_", "coeff2_", "coeff3_", "residuo_", "maxflux_"};

    private final String file;
    private BandFit fit;

    /** A module with the settings of this JVM; templates are read when the first batch comes. */
    public KilonovaModule() {
        file = new ModuleSettings("kilonova").text("templates");
    }

    @Override
    public String name() {
        return "kilonova";
    }

    @Override
    public List<String> columns() {
        return Fields.ofHistoryAndAlert("jd", "fid", "magpsf", "sigmapsf");
    }

    @Override
    public List<Output> outputs() {
        List<Output> outputs = new ArrayList<>();
        for (String band : BANDS) {
            for (int i = 1; i <= Templates.COUNT; i++) {
                outputs.add(
                        new Output("coeff" + i + "_" + band, "", "coefficient of template " + i + ", band " + band));
            }
            outputs.add(new Output("residuo_" + band, "", "root mean square of residual over error, band " + band));
            outputs.add(new Output("maxflux_" + band, "FLUXCAL", "peak flux, band " + band));
        }
        return List.copyOf(outputs);
    }

    @Override
    public void process(AlertBatch batch) throws IOException {
        if (fit == null) {
            fit = new BandFit(file == null ? Templates.simple() : Templates.read(Path.of(file)));
        }
        AlertColumn.Series jd = batch.series("jd");
        AlertColumn.Series fid = batch.series("fid");
        AlertColumn.Series mag = batch.series("magpsf");
        AlertColumn.Series sigma = batch.series("sigmapsf");
        for (Alert alert : batch) {
            int row = alert.row();
            boolean isSelected = valid(mag, row) > 1;
            for (int band = 0; band < BANDS.length; band++) {
                double[] numbers =
                        isSelected ? fit.compute(row, band + 1, jd, fid, mag, sigma) : new double[NAMES.length];
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

    /** Whether at least one band was fitted. */
    @Override
    public boolean isEffective(Alert alert) {
        return alert.result("maxflux_g") > 0 || alert.result("maxflux_r") > 0;
    }
}
