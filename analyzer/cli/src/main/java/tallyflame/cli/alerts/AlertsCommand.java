package tallyflame.cli.alerts;

import picocli.CommandLine.Command;

/** {@code alerts}: makes alert data and looks at it. */
@Command(
        name = "alerts",
        mixinStandardHelpOptions = true,
        description = "Makes alert data or describes it.",
        subcommands = {AlertsGenerateCommand.class, AlertsDescribeCommand.class},
        synopsisSubcommandLabel = "generate|describe")
public final class AlertsCommand {}
