package tallyflame.cli.fleet;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tallyflame.analysis.fleet.ask.FleetTrend;
import tallyflame.cli.options.Failures;
import tallyflame.cli.options.TableOptions;

/** What share a function has over time. */
@Command(
        name = "trend",
        mixinStandardHelpOptions = true,
        description = "What share a function has, by day and version; intervals are from how hosts differ.",
        sortOptions = false,
        footer = {
            "",
            "Example:",
            "  tallyflame fleet trend store --function com.acme.Cart.total --where \"service = 'checkout'\""
        })
public final class FleetTrendCommand implements Callable<Integer> {
    @Mixin
    private TableOptions common;

    @Mixin
    private StoreOptions store;

    @Option(
            names = "--function",
            required = true,
            paramLabel = "NAME",
            description = "Its full name, as fleet functions prints it.")
    private String function;

    @Override
    public Integer call() throws Exception {
        store.print(common, database -> FleetTrend.of(database, store.where(), store.event(), function));
        return Failures.DONE;
    }
}
