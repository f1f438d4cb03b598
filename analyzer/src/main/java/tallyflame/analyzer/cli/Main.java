package tallyflame.analyzer.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point of the command line. */
@Command(
        name = "tallyflame",
        mixinStandardHelpOptions = true,
        description = "Where does the time go, how often did each line run, and can these numbers be trusted?",
        subcommands = {
            AlertsCommand.class,
            DemoCommand.class,
            DoctorCommand.class,
            FunctionsCommand.class,
            LinesCommand.class,
            ModulesCommand.class,
            QueryCommand.class,
            RecordCommand.class,
            RunCommand.class
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
        return new CommandLine(new Main())
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }
}
