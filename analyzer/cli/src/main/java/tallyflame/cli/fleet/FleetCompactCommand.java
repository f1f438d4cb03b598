package tallyflame.cli.fleet;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tallyflame.analysis.fleet.keep.FleetUpkeep;
import tallyflame.cli.options.CommonOptions;
import tallyflame.cli.options.Failures;

/** Merges the files of a store. */
@Command(
        name = "compact",
        mixinStandardHelpOptions = true,
        description = {
            "Merges the files of each table, day and service into one, while others add and ask.",
            "What is replaced is deleted an hour later, by the next add, compact or retain."
        },
        sortOptions = false,
        footer = {"", "Example:", "  tallyflame fleet compact store"})
public final class FleetCompactCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "STORE", description = "The folder of the store.")
    private Path store;

    @Override
    public Integer call() throws Exception {
        Upkeep.print(common, store, FleetUpkeep::compact);
        return Failures.DONE;
    }
}
