package tallyflame.analysis.functions;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import tallyflame.analysis.table.Table;
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
 * @param idleThreads threads of the wall clock that are left out because they waited in one place throughout; else {@code null}
 * @param own the user's own code
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
        @JsonInclude(JsonInclude.Include.NON_NULL) Idle idleThreads,
        Own own,
        Ledger ledger) {
    /**
     * Threads that are left out.
     *
     * @param threads how many
     * @param weight of their samples
     */
    public record Idle(int threads, long weight) {}

    /**
     * The user's own code.
     *
     * @param code its packages in short; {@code null} if it is not told apart
     * @param absence why it is not; {@code null} if it is, or if all code was asked for
     * @param onStack weight of the stacks with any of it
     * @param functions its functions; {@code self} includes what they call outside of it
     * @param parts where all weight went
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Own(String code, String absence, Long onStack, List<Row> functions, List<Weight> parts) {}

    /**
     * What a part of the program weighs.
     *
     * @param part the name of a {@link Part} in lower case
     * @param share of all weight
     */
    public record Weight(String part, long weight, double share) {}

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

    static FunctionsDocument of(FunctionTable table, FunctionsAnswer.Shown shown, int most, Ledger ledger) {
        return new FunctionsDocument(
                1,
                table.event(),
                table.unit(),
                table.total(),
                table.samples(),
                table.effectiveSamples(),
                table.sampling().name().toLowerCase(Locale.ROOT),
                table.tooFewSamples(),
                rows(table, shown.joules()),
                shown.idle() == null
                        ? null
                        : new Idle(shown.idle().threads(), shown.idle().weight()),
                shown.own()
                        .map(own -> own(own, shown, most))
                        .orElseGet(() ->
                                new Own(null, shown.absence().isEmpty() ? null : shown.absence(), null, null, null)),
                ledger);
    }

    private static Own own(OwnFunctions own, FunctionsAnswer.Shown shown, int most) {
        Parts parts = own.parts();
        return new Own(
                own.code(),
                null,
                parts.ownOnStack(),
                rows(own.table().top(most), shown.joules()),
                parts.weights().entrySet().stream()
                        .map(part -> new Weight(part.getKey().key(), part.getValue(), parts.share(part.getKey())))
                        .toList());
    }

    private static List<Row> rows(FunctionTable table, Double joulesPerThousandAlerts) {
        return table.functions().stream()
                .map(function -> row(table, function, joulesPerThousandAlerts))
                .toList();
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
                Table.known(self.low()),
                Table.known(self.high()),
                function.samples(),
                total.value(),
                Table.known(total.low()),
                Table.known(total.high()),
                joules == null ? null : joules * total.value());
    }
}
