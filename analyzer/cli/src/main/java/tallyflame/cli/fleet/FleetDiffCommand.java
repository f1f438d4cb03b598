package tallyflame.cli.fleet;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tallyflame.analysis.fleet.ask.FleetComparison;
import tallyflame.cli.options.Failures;
import tallyflame.cli.options.RowOptions;

/** How two sides of a fleet differ. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = {
            "How the shares of functions differ between two sides of a fleet, the largest difference first,",
            "with intervals from how hosts differ; discoveries are marked more or less."
        },
        sortOptions = false,
        footer = {
            "",
            "Example:",
            "  tallyflame fleet diff store --base version=1.2.2 --new version=1.2.3 --where \"service = 'checkout'\""
        })
public final class FleetDiffCommand implements Callable<Integer> {
    @Mixin
    private RowOptions common;

    @Mixin
    private StoreOptions store;

    @Mixin
    private SideOptions sides;

    @Override
    public Integer call() throws Exception {
        store.print(
                common, (database, most) -> new FleetComparison(database, store.where(), store.event(), sides.sides())
                        .all(most));
        return Failures.DONE;
    }
}
