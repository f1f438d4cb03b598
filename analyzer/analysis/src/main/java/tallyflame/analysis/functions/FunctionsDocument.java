package tallyflame.analysis.functions;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import tallyflame.flamegraphs.FunctionTotals.Function;
import tallyflame.flamegraphs.Ledger;
import tallyflame.runs.Interval;

/**
 * The JSON document of the verb {@code functions}; component names are its keys.
 *
 * @param schema version of the document
 * @param event kind of event
 * @param unit unit of the weights
 * @param total weight of all stacks
 * @param samples samples of all stacks
 * @param effectiveSamples how many samples of equal weight would tell as much
 * @param sampling what the events are of all that happened: {@code random}, {@code complete} or {@code biased}; only shares of
 *     events drawn at random have an interval
 * @param tooFewSamples whether there are too few samples for the shares to say much
 * @param functions one row for each function
 * @param ledger the groups of {@link Ledger} by name
 */
public record FunctionsDocument(
        int schema,
        String event,
        String unit,
        long total,
        long samples,
        double effectiveSamples,
        String sampling,
        boolean tooFewSamples,
        List<Row> functions,
        Ledger ledger) {
    /**
     * One function.
     *
     * @param samples samples whose top frame is the function
     * @param share share of {@code self} in the weight of all stacks
     * @param low lower end of its interval, {@code null} if it has none
     * @param totalSamples samples whose stack contains it
     * @param totalShare share of {@code total} in the weight of all stacks
     * @param joulesPerThousandAlerts energy of 1000 alerts times {@code totalShare}; {@code null} without a run's energy
     */
    public record Row(
            String name,
            long self,
            long total,
            long samples,
            double share,
            Double low,
            Double high,
            long totalSamples,
            double totalShare,
            Double totalLow,
            Double totalHigh,
            @JsonInclude(JsonInclude.Include.NON_NULL) Double joulesPerThousandAlerts) {}

    public FunctionsDocument {
        functions = List.copyOf(functions);
    }

    /**
     * The document of a table.
     *
     * @param joulesPerThousandAlerts energy of the run, or {@code null}
     */
    public static FunctionsDocument of(FunctionTable table, Ledger ledger, Double joulesPerThousandAlerts) {
        return new FunctionsDocument(
                1,
                table.event(),
                table.unit(),
                table.total(),
                table.samples(),
                table.effectiveSamples(),
                table.sampling().name().toLowerCase(Locale.ROOT),
                table.tooFewSamples(),
                table.functions().stream()
                        .map(function -> row(table, function, joulesPerThousandAlerts))
                        .toList(),
                ledger);
    }

    private static Row row(FunctionTable table, Function function, Double joules) {
        Interval self = table.selfShare(function);
        Interval total = table.totalShare(function);
        return new Row(
                function.name(),
                function.self(),
                function.total(),
                function.selfSamples(),
                self.value(),
                FunctionsAnswer.known(self.low()),
                FunctionsAnswer.known(self.high()),
                function.samples(),
                total.value(),
                FunctionsAnswer.known(total.low()),
                FunctionsAnswer.known(total.high()),
                joules == null ? null : joules * total.value());
    }
}
