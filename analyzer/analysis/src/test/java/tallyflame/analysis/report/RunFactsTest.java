package tallyflame.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tallyflame.runs.Energy;
import tallyflame.runs.RunDocument;

class RunFactsTest {
    private static String energy(double value, double low, double high) {
        Energy energy = new Energy(
                Energy.ESTIMATE, 1, 1, 1, value, low, high, null, value / 5000, 480, "World", 1, List.of(), null);
        RunDocument.Plan plan = new RunDocument.Plan(List.of(), 1, 1, 1, 0, 0, List.of(), null, null, null);
        RunDocument run = new RunDocument(
                1,
                null,
                "run",
                "complete",
                "",
                "",
                null,
                null,
                null,
                plan,
                null,
                null,
                List.of(),
                List.of(),
                null,
                null,
                energy);
        return RunFacts.of(run, List.of()).get(0).text();
    }

    @Test
    void anEnergyThatIsKnownHasItsInterval() {
        assertThat(energy(3.931, 1.287, 7.72))
                .isEqualTo("3.93 J per 1000 alerts, an estimate (1.29 to 7.72); 0.79 mg CO2e (World)");
    }

    @Test
    void anEnergyOfWhichOnlyTheSizeIsKnownHasNoDigitsThatNobodyKnows() {
        assertThat(energy(4.137, 1.014, 9.83))
                .isEqualTo("somewhere from 1 to 10 J per 1000 alerts, an estimate; 0.2 to 2 mg CO2e (World)");
    }
}
