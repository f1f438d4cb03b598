package tallyflame.cli.alerts;

import picocli.CommandLine.Command;

/** {@code alerts}: makes alert data, looks at it, and gets it from the broker. */
@Command(
        name = "alerts",
        mixinStandardHelpOptions = true,
        description = "Makes alert data, describes it, and gets it from the broker.",
        subcommands = {
            AlertsGenerateCommand.class,
            AlertsDescribeCommand.class,
            AlertsRegisterCommand.class,
            AlertsTransferCommand.class,
            AlertsVerifyCommand.class,
            AlertsPublishCommand.class
        },
        synopsisSubcommandLabel = "generate|describe|register|transfer|verify|publish")
public final class AlertsCommand {}
