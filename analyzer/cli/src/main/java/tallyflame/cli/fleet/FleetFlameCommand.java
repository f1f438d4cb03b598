package tallyflame.cli.fleet;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tallyflame.analysis.flame.FlameFormat;
import tallyflame.analysis.fleet.ask.FleetProfiles;
import tallyflame.cli.options.CommonOptions;
import tallyflame.cli.options.Failures;
import tallyflame.cli.read.FlameOutput;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.html.PageOptions;

/** A flame graph of many JVMs. */
@Command(
        name = "flame",
        mixinStandardHelpOptions = true,
        description = {
            "Draws a flame graph of many JVMs, or writes their stacks.",
            "Without -o it is drawn on the terminal."
        },
        sortOptions = false,
        footer = {"", "Example:", "  tallyflame fleet flame store --where \"version = '1.2.3'\" -o checkout.html"})
public final class FleetFlameCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private StoreOptions store;

    @Mixin
    private FlameOutput output;

    @Override
    public Integer call() throws Exception {
        Map<Path, FlameFormat> formats = output.formats(common);
        boolean many = formats.values().stream().anyMatch(FlameFormat::manyEvents);
        List<Profile> profiles =
                store.ask(common, database -> FleetProfiles.of(database, store.where(), store.event(), many));
        output.print(
                common,
                formats,
                profiles,
                store.name(),
                Runtime.getRuntime().availableProcessors(),
                PageOptions::titled);
        return Failures.DONE;
    }
}
