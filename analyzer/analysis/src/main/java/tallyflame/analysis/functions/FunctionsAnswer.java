package tallyflame.analysis.functions;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tallyflame.analysis.source.Declarations;
import tallyflame.analysis.table.Answer;
import tallyflame.analysis.table.Table;
import tallyflame.flamegraphs.FunctionTotals.Function;
import tallyflame.flamegraphs.Ledger;
import tallyflame.flamegraphs.Profile.Sampling;
import tallyflame.flamegraphs.Quantity;

/** The answer of {@code functions} about samples. */
public final class FunctionsAnswer {
    private FunctionsAnswer() {}

    /**
     * What there is to show.
     *
     * @param all all functions; asked for only by the forms that show them
     * @param own those of the user's own code; empty if they are not told apart
     * @param absence why they are not; empty where nobody wants to know
     * @param joules energy of 1000 alerts of the run, or {@code null}
     * @param idle threads that are left out, or {@code null}
     * @param declarations where lambdas and anonymous classes are declared
     */
    public record Shown(
            Supplier<FunctionTable> all,
            Optional<OwnFunctions> own,
            String absence,
            Double joules,
            IdleThreads idle,
            Declarations declarations) {}

    /**
     * The answer: for people the user's own functions if they are told apart, else all.
     *
     * @param most how many rows a table has at most
     */
    public static Answer of(Shown shown, int most, Ledger ledger) {
        FunctionTable first = shown.own.map(OwnFunctions::table).orElseGet(shown.all);
        FunctionTable rows = first.top(most);
        Answer answer = new Answer(
                        "Functions", () -> FunctionsDocument.of(shown.all.get().top(most), shown, most, ledger))
                .lines(first.event() + ": " + Quantity.of(first.total(), first.unit()) + " in "
                        + Quantity.of(first.samples(), "samples") + ", "
                        + Quantity.of(first.functions().size(), "functions")
                        + shown.own.map(own -> " of " + own.code()).orElse("") + ", "
                        + Quantity.of(rows.functions().size(), "shown")
                        + (shown.own.isPresent() ? ", self with all they call elsewhere" : ""))
                .table(table(rows, shown.joules, shown.declarations));
        if (shown.own.isPresent()) {
            answer.csv(() -> table(shown.all.get().top(most), shown.joules, Declarations.NONE))
                    .lines(shown.own.get().line());
        } else if (!shown.absence.isEmpty()) {
            answer.lines("all functions are shown: " + shown.absence);
        }
        if (shown.idle != null && shown.idle.threads() > 0) {
            answer.lines("set apart: " + Quantity.count(shown.idle.threads())
                    + (shown.idle.threads() == 1 ? " thread" : " threads") + " that waited in one place throughout, "
                    + Quantity.of(shown.idle.weight(), first.unit()));
        }
        return answer.lines(remarks(first)).lines(LedgerText.lines(ledger));
    }

    /** What has to be known about the shares of a table. */
    public static List<String> remarks(FunctionTable table) {
        List<String> remarks = new ArrayList<>();
        if (table.sampling() == Sampling.COMPLETE && table.samples() > 0) {
            remarks.add(
                    "complete: every " + table.event() + " event that was to be recorded is here, so the shares have"
                            + " no sampling error and no interval");
        }
        if (table.sampling() == Sampling.BIASED) {
            remarks.add(
                    "biased by size, or by a limit of their rate: with what probability an event was recorded is not known,"
                            + " so nobody can say how far the shares are off");
        }
        if (table.batches().isPresent()) {
            remarks.add("intervals are from how parts of the time differ, and are of what was recorded: only several"
                    + " recordings tell how the next would turn out");
        }
        if (table.tooFewSamples()) {
            remarks.add("sample too small: under " + FunctionTable.ENOUGH_SAMPLES + " samples the shares say little"
                    + (table.effectiveSamples() < table.samples()
                            ? " (these " + Quantity.count(table.samples()) + " of different weight tell as much as "
                                    + Quantity.count(Math.round(table.effectiveSamples())) + " of equal weight)"
                            : ""));
        }
        return remarks;
    }

    /**
     * The table of some functions.
     *
     * @param joules energy of 1000 alerts of the run, or {@code null}
     * @param declarations where lambdas and anonymous classes are declared, which people see beside their names
     */
    public static Table<Function> table(FunctionTable shown, Double joules, Declarations declarations) {
        Table<Function> table = Table.of(shown.functions()).weight("self", shown.unit(), Function::self);
        share(table, shown)
                .share("total", function -> shown.totalShare(function).value())
                .count("samples", Function::selfSamples)
                .data("name", Function::name)
                .data("self", Function::self)
                .data("total", Function::total)
                .data("samples", Function::selfSamples)
                .data("share", function -> shown.selfShare(function).value())
                .data("low", function -> Table.known(shown.selfShare(function).low()))
                .data("high", function -> Table.known(shown.selfShare(function).high()));
        if (joules != null) {
            table.number(
                            "J/1000 alerts",
                            function -> joules * shown.totalShare(function).value())
                    .data(
                            "joules_per_1000_alerts",
                            function -> joules * shown.totalShare(function).value());
        }
        Map<String, String> declared =
                declarations.of(shown.functions().stream().map(Function::name).toList());
        return table.code("function", function -> {
            String place = declared.get(function.name());
            return place == null ? function.name() : function.name() + " (" + place + ")";
        });
    }

    private static Table<Function> share(Table<Function> table, FunctionTable shown) {
        return shown.sampling() == Sampling.RANDOM
                ? table.shares("share", shown::selfShare)
                : table.share("share", function -> shown.selfShare(function).value());
    }
}
