package tallyflame.cli.fleet;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tallyflame.analysis.fleet.ask.FleetSpans;
import tallyflame.cli.options.Failures;
import tallyflame.cli.options.RowOptions;

/** The spans of a fleet. */
@Command(
        name = "spans",
        mixinStandardHelpOptions = true,
        description = "How long requests, tasks and other spans of many JVMs took, by name.",
        sortOptions = false,
        footer = {"", "Example:", "  tallyflame fleet spans store --where \"version = '1.2.3' and name = 'checkout'\""})
public final class FleetSpansCommand implements Callable<Integer> {
    @Mixin
    private RowOptions common;

    @Mixin
    private StoreOptions store;

    @Override
    public Integer call() throws Exception {
        if (store.event() != null) {
            throw common.usage("spans are of no kind of event; leave --event out");
        }
        store.print(common, (database, most) -> FleetSpans.of(database, store.where(), most));
        return Failures.DONE;
    }
}
