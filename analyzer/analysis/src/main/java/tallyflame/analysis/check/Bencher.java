package tallyflame.analysis.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Outcomes in Bencher's metric format (BMF), which its command line uploads: a measure for each budget that has a value. */
public final class Bencher {
    private Bencher() {}

    /** The document: values by budget and measure, with the interval of those that have one. */
    public static Map<String, Object> of(List<BudgetResult> outcomes) {
        Map<String, Object> document = new LinkedHashMap<>();
        for (BudgetResult outcome : outcomes) {
            if (outcome.value() == null) continue;
            Map<String, Double> metric = new LinkedHashMap<>();
            metric.put("value", outcome.value());
            if (outcome.low() != null && outcome.high() != null) {
                metric.put("lower_value", outcome.low());
                metric.put("upper_value", outcome.high());
            }
            document.put(outcome.id(), Map.of(outcome.what().label(), metric));
        }
        return document;
    }
}
