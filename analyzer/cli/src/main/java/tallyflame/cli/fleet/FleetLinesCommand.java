package tallyflame.cli.fleet;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tallyflame.analysis.fleet.ask.FleetLines;
import tallyflame.cli.options.Failures;
import tallyflame.cli.options.RowOptions;

/** The lines of a fleet. */
@Command(
        name = "lines",
        mixinStandardHelpOptions = true,
        description = "At which lines the time of many JVMs goes; intervals are from how hosts differ.",
        sortOptions = false,
        footer = {"", "Example:", "  tallyflame fleet lines store --where \"service = 'checkout'\" --top 50"})
public final class FleetLinesCommand implements Callable<Integer> {
    @Mixin
    private RowOptions common;

    @Mixin
    private StoreOptions store;

    @Override
    public Integer call() throws Exception {
        store.print(common, (database, most) -> FleetLines.of(database, store.where(), store.event(), most));
        return Failures.DONE;
    }
}
