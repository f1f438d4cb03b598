package tallyflame.cli.fleet;

import picocli.CommandLine.Command;

/** {@code fleet}: many recordings in one store, and questions to it. */
@Command(
        name = "fleet",
        mixinStandardHelpOptions = true,
        description = "Recordings of many JVMs in one store, and questions to it.",
        subcommands = {FleetAddCommand.class, FleetFunctionsCommand.class},
        synopsisSubcommandLabel = "add|functions")
public final class FleetCommand {}
