package tallyflame.analyzer.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** Entry point of the command line. */
@Command(
        name = "tallyflame",
        mixinStandardHelpOptions = true,
        description = "Where does the time go, how often did each line run, and can these numbers be trusted?",
        subcommands = {
            AlertsCommand.class,
            CheckCommand.class,
            CompareCommand.class,
            DemoCommand.class,
            DiffCommand.class,
            DoctorCommand.class,
            FlameCommand.class,
            FunctionsCommand.class,
            LinesCommand.class,
            ModulesCommand.class,
            QueryCommand.class,
            RecordCommand.class,
            ReportCommand.class,
            RunCommand.class,
            ScaleCommand.class
        })
public final class Main {
    private Main() {}

    /** Runs one verb and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The whole command line, ready to execute. */
    static CommandLine commandLine() {
        Failures failures = new Failures();
        CommandLine main = new CommandLine(new Main());
        giveHelp(main);
        return main.setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    /** Gives {@code --help} and {@code --version} to every verb that does not have them. */
    private static void giveHelp(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        if (!spec.mixinStandardHelpOptions()) {
            spec.mixinStandardHelpOptions(true);
        }
        spec.versionProvider(Main::version);
        command.getSubcommands().values().forEach(Main::giveHelp);
    }

    private static String[] version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return new String[] {"tallyflame " + (version == null ? "(not packaged)" : version)};
    }
}
