package tallyflame.cli.fleet;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tallyflame.analysis.fleet.ask.FleetFunctions;
import tallyflame.cli.options.Failures;
import tallyflame.cli.options.RowOptions;

/** The functions of a fleet. */
@Command(
        name = "functions",
        mixinStandardHelpOptions = true,
        description = "Where the time of many JVMs goes, by function; intervals are from how hosts differ.",
        sortOptions = false,
        footer = {
            "",
            "Example:",
            "  tallyflame fleet functions store --where \"service = 'checkout' and day >= '2026-11-01'\""
        })
public final class FleetFunctionsCommand implements Callable<Integer> {
    @Mixin
    private RowOptions common;

    @Mixin
    private StoreOptions store;

    @Override
    public Integer call() throws Exception {
        store.print(common, (database, most) -> FleetFunctions.of(database, store.where(), store.event(), most));
        return Failures.DONE;
    }
}
