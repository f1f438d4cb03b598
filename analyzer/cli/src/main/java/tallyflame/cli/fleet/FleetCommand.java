package tallyflame.cli.fleet;

import picocli.CommandLine.Command;

/** {@code fleet}: many recordings in one store, and questions to it. */
@Command(
        name = "fleet",
        mixinStandardHelpOptions = true,
        description = "Recordings of many JVMs in one store, and questions to it.",
        subcommands = {
            FleetAddCommand.class,
            FleetFunctionsCommand.class,
            FleetLinesCommand.class,
            FleetFlameCommand.class,
            FleetHeatmapCommand.class,
            FleetSpansCommand.class,
            FleetTrendCommand.class,
            FleetRegressionsCommand.class,
            FleetDiffCommand.class,
            FleetCompactCommand.class,
            FleetRetainCommand.class
        },
        synopsisSubcommandLabel = "add|functions|lines|flame|heatmap|spans|trend|regressions|diff|compact|retain")
public final class FleetCommand {}
