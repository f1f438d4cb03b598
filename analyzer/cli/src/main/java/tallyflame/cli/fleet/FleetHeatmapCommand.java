package tallyflame.cli.fleet;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tallyflame.analysis.fleet.ask.FleetHeatmap;
import tallyflame.cli.options.Failures;
import tallyflame.cli.options.RowOptions;

/** Hosts and time. */
@Command(
        name = "heatmap",
        mixinStandardHelpOptions = true,
        description = "What each host did when: the weight of its samples, or the share of a function, by time.",
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  tallyflame fleet heatmap store --where \"day = '2026-11-01'\"",
            "  tallyflame fleet heatmap store --function com.acme.Cart.total --format html > cart.html"
        })
public final class FleetHeatmapCommand implements Callable<Integer> {
    private static final int HOSTS = 40;

    @Mixin
    private RowOptions common;

    @Mixin
    private StoreOptions store;

    @Option(
            names = "--function",
            paramLabel = "NAME",
            description = "Show the share of this function, with callees, and not the weight.")
    private String function;

    @Override
    public Integer call() throws Exception {
        int most = common.top(HOSTS);
        store.print(common, database -> FleetHeatmap.of(database, store.where(), store.event(), function, most));
        return Failures.DONE;
    }
}
