package tallyflame.modules.asteroids;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tallyflame.modules.AlertBatch;
import tallyflame.modules.DataSet;
import tallyflame.modules.GoldTable;

class AsteroidGoldTest {
    @ParameterizedTest
    @MethodSource("tallyflame.modules.DataSet#present")
    void alertsHaveTheFlagsOfTheReference(DataSet set) throws Exception {
        GoldTable gold = set.gold("asteroids_gold.csv");
        int alerts = 0;
        for (AlertBatch batch : set.process(new AsteroidModule())) {
            for (int row = 0; row < batch.size(); row++, alerts++) {
                assertThat(batch.result("roid")[row])
                        .as(batch.objectId(row))
                        .isEqualTo(gold.row(batch.candid(row)).number("roid"));
            }
        }
        assertThat(alerts).isEqualTo(gold.rows().size());
    }

    @ParameterizedTest
    @MethodSource("tallyflame.modules.DataSet#present")
    void inputsAroundEveryThresholdHaveTheFlagsOfTheReference(DataSet set) {
        Set<Integer> flags = new TreeSet<>();
        for (GoldTable.Row row : set.gold("asteroids_synthetic_gold.csv").rows()) {
            int flag = AsteroidRules.flag(
                    (int) row.number("nalerthist"),
                    row.number("ndethist"),
                    row.number("sgscore1"),
                    row.number("ssdistnr"),
                    row.number("distpsnr1"),
                    row.number("last_dt_days"));
            assertThat(flag).as("%s", row.cells()).isEqualTo((int) row.number("roid"));
            flags.add(flag);
        }
        assertThat(flags).containsExactly(0, 1, 2, 3);
    }

    @Test
    void missingValuesAreNoAsteroid() {
        double none = Double.NaN;
        assertThat(AsteroidRules.flag(0, none, none, none, none, none)).isZero();
    }
}
