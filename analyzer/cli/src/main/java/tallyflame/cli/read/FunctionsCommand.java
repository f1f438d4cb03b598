package tallyflame.cli.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tallyflame.analysis.functions.FunctionTable;
import tallyflame.analysis.functions.FunctionsDocument;
import tallyflame.analysis.functions.LedgerText;
import tallyflame.analysis.table.TextTable;
import tallyflame.cli.options.CommonOptions;
import tallyflame.cli.options.Failures;
import tallyflame.cli.options.Passes;
import tallyflame.cli.options.SelectionOptions;
import tallyflame.flamegraphs.FrameDetail;
import tallyflame.flamegraphs.FunctionTotals.Function;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.Quantity;
import tallyflame.recordings.InputException;
import tallyflame.recordings.Inputs;
import tallyflame.recordings.RecordingReader;
import tallyflame.runs.Energy;
import tallyflame.runs.Interval;
import tallyflame.runs.Pass;
import tallyflame.runs.RunDirectory;

/** Prints where the weight of the samples goes, by function. */
@Command(
        name = "functions",
        mixinStandardHelpOptions = true,
        description = "Where the time (or memory, or waiting) goes, by function.",
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  tallyflame functions run-1                          CPU time of the measured window of a run",
            "  tallyflame functions a.jfr b.jfr --event alloc      bytes allocated, two recordings merged",
            "  tallyflame functions a.jfr --thread 'worker-*' --from 10s --to 1m --format csv"
        })
public final class FunctionsCommand implements Callable<Integer> {
    /** How a table is written. */
    enum Format {
        TABLE,
        CSV,
        JSON
    }

    @Mixin
    private CommonOptions common;

    @Mixin
    private SelectionOptions selection;

    @Parameters(arity = "1..*", paramLabel = "IN", description = "Run directories or .jfr files; several are merged.")
    private List<Path> inputs;

    @Option(names = "--top", paramLabel = "N", description = "Rows to show (default: ${DEFAULT-VALUE}; 0 for all).")
    private int top = 30;

    @Option(names = "--format", paramLabel = "FORMAT", description = "table, csv or json (default: table).")
    private Format format = Format.TABLE;

    @Option(
            names = "--pass",
            paramLabel = "PASS",
            converter = Passes.class,
            description = "sample, or trace for times of a traced run (default: sample).")
    private Pass pass = Pass.SAMPLE;

    @Override
    public Integer call() throws Exception {
        if (top < 0) {
            throw common.usage("--top must not be negative");
        }
        if (selection.isTrace(common, pass)) {
            TraceTables.functions(common, inputs, top, common.json() || format == Format.JSON, format == Format.CSV);
            return Failures.DONE;
        }
        List<Path> files = Inputs.resolve(inputs);
        List<Profile> profiles = RecordingReader.read(
                files,
                selection.readOptions(common).withDetail(FrameDetail.METHODS).withRepeatedStacks(true));
        if (profiles.isEmpty()) {
            throw new InputException(files.get(0), "holds no samples; try another --event or record again");
        }
        Profile profile = profiles.get(0);
        print(profile, profile.event().equals("cpu") ? joulesPerThousandAlerts() : null);
        return Failures.DONE;
    }

    /** Energy of the measured window of a run; {@code null} if the samples are not those of one whole run that has it. */
    private Double joulesPerThousandAlerts() throws IOException {
        Path input = inputs.get(0);
        if (inputs.size() > 1 || selection.part() || !RunDirectory.isRunDirectory(input)) {
            return null;
        }
        Energy energy = RunDirectory.open(input).document().energy();
        return energy == null ? null : energy.perThousandAlerts();
    }

    private void print(Profile profile, Double joules) {
        FunctionTable all = FunctionTable.of(profile, selection.threads());
        FunctionTable shown = top == 0 ? all : all.top(top);
        if (common.json() || format == Format.JSON) {
            common.printJson(FunctionsDocument.of(shown, profile.ledger(), joules));
        } else if (format == Format.CSV) {
            common.out().print(csv(shown, joules));
        } else {
            common.out().print(table(profile, all, shown, joules));
        }
        common.out().flush();
    }

    private static String csv(FunctionTable table, Double joules) {
        TextTable text = new TextTable()
                .text("name")
                .number("self")
                .number("total")
                .number("samples")
                .number("share")
                .number("low")
                .number("high");
        if (joules != null) {
            text.number("joules_per_1000_alerts");
        }
        for (Function function : table.functions()) {
            Interval share = table.selfShare(function);
            List<Object> cells = new ArrayList<>(List.of(
                    function.name(),
                    function.self(),
                    function.total(),
                    function.selfSamples(),
                    share.value(),
                    share.low(),
                    share.high()));
            if (joules != null) {
                cells.add(joules * table.totalShare(function).value());
            }
            text.row(cells.toArray());
        }
        return text.csv();
    }

    private static String table(Profile profile, FunctionTable all, FunctionTable shown, Double joules) {
        TextTable text = new TextTable()
                .number("self")
                .number("share")
                .number("95 % interval")
                .number("total")
                .number("samples");
        if (joules != null) {
            text.number("J/1000 alerts");
        }
        text.text("function");
        for (Function function : shown.functions()) {
            Interval share = shown.selfShare(function);
            double total = shown.totalShare(function).value();
            List<Object> cells = new ArrayList<>(List.of(
                    Quantity.of(function.self(), shown.unit()),
                    percent(share.value()),
                    percent(share.low()) + " - " + percent(share.high()),
                    percent(total),
                    function.selfSamples()));
            if (joules != null) {
                cells.add(Quantity.number(joules * total));
            }
            cells.add(function.name());
            text.row(cells.toArray());
        }
        StringBuilder out = new StringBuilder();
        out.append(String.format(
                Locale.ROOT,
                "%s: %s in %d samples, %d functions, %d shown%n%n",
                all.event(),
                Quantity.of(all.total(), all.unit()),
                all.samples(),
                all.functions().size(),
                shown.functions().size()));
        out.append(text.render()).append('\n');
        if (all.samples() < FunctionTable.ENOUGH_SAMPLES) {
            out.append("sample too small: under ")
                    .append(FunctionTable.ENOUGH_SAMPLES)
                    .append(" samples the shares say little\n");
        }
        LedgerText.lines(profile.ledger()).forEach(line -> out.append(line).append('\n'));
        return out.toString();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }
}
