package tallyflame.modules.asteroids;

import java.util.List;
import tallyflame.modules.Alert;
import tallyflame.modules.AlertBatch;
import tallyflame.modules.AlertColumn;
import tallyflame.modules.Output;
import tallyflame.modules.ScienceModule;

/** Asteroids by rules: 0 no, 1 first detection, 2 candidate, 3 known minor planet near. */
public final class AsteroidModule implements ScienceModule {
    private static final String FLAG = "roid";

    @Override
    public String name() {
        return "asteroids";
    }

    @Override
    public List<String> columns() {
        return List.of(
                "candidate.jd",
                "candidate.magpsf",
                "candidate.ndethist",
                "candidate.sgscore1",
                "candidate.ssdistnr",
                "candidate.distpsnr1",
                "prv_candidates[].jd",
                "prv_candidates[].magpsf");
    }

    @Override
    public List<Output> outputs() {
        return List.of(
                new Output(FLAG, "", "0 no asteroid, 1 first detection, 2 candidate, 3 known minor planet near"));
    }

    @Override
    public void process(AlertBatch batch) {
        AlertColumn.Numbers jd = batch.numbers("candidate.jd");
        AlertColumn.Numbers magnitude = batch.numbers("candidate.magpsf");
        AlertColumn.Numbers detections = batch.numbers("candidate.ndethist");
        AlertColumn.Numbers starScore = batch.numbers("candidate.sgscore1");
        AlertColumn.Numbers asteroid = batch.numbers("candidate.ssdistnr");
        AlertColumn.Numbers star = batch.numbers("candidate.distpsnr1");
        AlertColumn.Series earlierJd = batch.history("prv_candidates[].jd");
        AlertColumn.Series earlierMagnitudes = batch.history("prv_candidates[].magpsf");
        double[] flags = batch.result(FLAG);
        for (Alert alert : batch) {
            int row = alert.row();
            int valid = valid(earlierMagnitudes, row) + (Double.isNaN(magnitude.get(row)) ? 0 : 1);
            flags[row] = AsteroidRules.flag(
                    valid,
                    detections.get(row),
                    starScore.get(row),
                    asteroid.get(row),
                    star.get(row),
                    jd.get(row) - last(earlierJd, row));
        }
    }

    private static int valid(AlertColumn.Series magnitudes, int row) {
        double[] values = magnitudes.values();
        int valid = 0;
        for (int i = magnitudes.from(row); i < magnitudes.to(row); i++) {
            valid += Double.isNaN(values[i]) ? 0 : 1;
        }
        return valid;
    }

    private static double last(AlertColumn.Series values, int row) {
        return values.to(row) == values.from(row) ? Double.NaN : values.values()[values.to(row) - 1];
    }
}
