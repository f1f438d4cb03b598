package tallyflame.modules.hostless;

import java.io.IOException;
import java.util.List;
import tallyflame.modules.Alert;
import tallyflame.modules.AlertBatch;
import tallyflame.modules.AlertColumn;
import tallyflame.modules.Output;
import tallyflame.modules.ScienceModule;
import tallyflame.modules.stamps.Stamp;
import tallyflame.modules.stamps.StampReader;

/**
 * Hostless detection (ELEPHANT): two Kolmogorov-Smirnov statistics, of the science and of the template stamp, for alerts
 * whose stamps differ in outliers; {@value #NOT_A_CANDIDATE} for all others and for stamps that are not 63 x 63.
 */
public final class HostlessModule implements ScienceModule {
    /** Both outputs of an alert that is turned away. */
    public static final double NOT_A_CANDIDATE = -99;

    private static final String SCIENCE_STAMP = "cutoutScience.stampData";
    private static final String TEMPLATE_STAMP = "cutoutTemplate.stampData";
    private static final String SCIENCE = "kstest_science";
    private static final String TEMPLATE = "kstest_template";

    private final StampReader stamps = new StampReader();
    private final StampClip science = new StampClip();
    private final StampClip template = new StampClip();
    private final SpectrumTest test = new SpectrumTest();
    private final double[] filled = new double[StampClip.SIDE * StampClip.SIDE];
    private StampDraws draws;

    @Override
    public String name() {
        return "hostless";
    }

    @Override
    public List<String> columns() {
        return List.of(SCIENCE_STAMP, TEMPLATE_STAMP);
    }

    @Override
    public List<Output> outputs() {
        return List.of(
                new Output(SCIENCE, "", "KS statistic of the science stamp's power spectrum; -99: no candidate"),
                new Output(TEMPLATE, "", "KS statistic of the template stamp's power spectrum; -99: no candidate"));
    }

    @Override
    public void process(AlertBatch batch) throws IOException {
        AlertColumn.Bytes scienceBytes = batch.bytes(SCIENCE_STAMP);
        AlertColumn.Bytes templateBytes = batch.bytes(TEMPLATE_STAMP);
        double[] scienceResults = batch.result(SCIENCE);
        double[] templateResults = batch.result(TEMPLATE);
        for (Alert alert : batch) {
            int row = alert.row();
            boolean candidate = isCandidate(stamps.read(scienceBytes.get(row)), stamps.read(templateBytes.get(row)));
            scienceResults[row] = candidate ? statistic(science, true) : NOT_A_CANDIDATE;
            templateResults[row] = candidate ? statistic(template, false) : NOT_A_CANDIDATE;
        }
    }

    private boolean isCandidate(Stamp scienceStamp, Stamp templateStamp) {
        if (!scienceStamp.hasShape(StampClip.SIDE, StampClip.SIDE)
                || !templateStamp.hasShape(StampClip.SIDE, StampClip.SIDE)) {
            return false;
        }
        science.load(scienceStamp);
        template.load(templateStamp);
        return CandidateTest.isCandidate(science, template);
    }

    private double statistic(StampClip stamp, boolean isScience) {
        if (draws == null) {
            draws = new StampDraws();
        }
        NoiseFill.fill(stamp, draws.noise(isScience), filled);
        return test.statistic(filled, draws.sources(isScience));
    }

    /** Whether the candidate test was passed, so that both statistics were computed. */
    @Override
    public boolean isEffective(Alert alert) {
        return alert.result(SCIENCE) != NOT_A_CANDIDATE;
    }
}
