package tallyflame.cli.fleet;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tallyflame.analysis.fleet.ask.FleetComparison;
import tallyflame.cli.options.Failures;
import tallyflame.cli.options.RowOptions;

/** Functions that take more than before, over a fleet. */
@Command(
        name = "regressions",
        mixinStandardHelpOptions = true,
        description = {
            "Functions that take a larger share on the new side. Hosts are the units: what differs between",
            "them is noise, however many samples there are. Of what is listed, one in twenty is chance."
        },
        sortOptions = false,
        footer = {
            "",
            "Example:",
            "  tallyflame fleet regressions store --base version=1.2.2 --new version=1.2.3 --where \"service = 'checkout'\""
        })
public final class FleetRegressionsCommand implements Callable<Integer> {
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
                        .regressions(most));
        return Failures.DONE;
    }
}
