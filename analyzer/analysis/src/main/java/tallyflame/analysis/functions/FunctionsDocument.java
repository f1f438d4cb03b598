package tallyflame.analysis.functions;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
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
        boolean tooFewSamples,
        List<Row> functions,
        Ledger ledger) {
    /**
     * One function.
     *
     * @param samples samples whose top frame is the function; {@code share} with its interval is theirs
     * @param totalSamples samples whose stack contains it; {@code totalShare} with its interval is theirs
     * @param joulesPerThousandAlerts energy of 1000 alerts times {@code totalShare}; {@code null} without a run's energy
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Row(
            String name,
            long self,
            long total,
            long samples,
            double share,
            double low,
            double high,
            long totalSamples,
            double totalShare,
            double totalLow,
            double totalHigh,
            Double joulesPerThousandAlerts) {}

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
                table.samples() < FunctionTable.ENOUGH_SAMPLES,
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
                self.low(),
                self.high(),
                function.samples(),
                total.value(),
                total.low(),
                total.high(),
                joules == null ? null : joules * total.value());
    }
}
