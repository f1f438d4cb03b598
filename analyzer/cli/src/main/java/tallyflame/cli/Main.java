package tallyflame.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import tallyflame.cli.alerts.AlertsCommand;
import tallyflame.cli.options.Failures;
import tallyflame.cli.options.Terminal;
import tallyflame.cli.read.CheckCommand;
import tallyflame.cli.read.DiffCommand;
import tallyflame.cli.read.EventsCommand;
import tallyflame.cli.read.FlameCommand;
import tallyflame.cli.read.FunctionsCommand;
import tallyflame.cli.read.LinesCommand;
import tallyflame.cli.read.QueryCommand;
import tallyflame.cli.read.ReportCommand;
import tallyflame.cli.record.CompareCommand;
import tallyflame.cli.record.CountersCommand;
import tallyflame.cli.record.DemoCommand;
import tallyflame.cli.record.DoctorCommand;
import tallyflame.cli.record.ModulesCommand;
import tallyflame.cli.record.RecordCommand;
import tallyflame.cli.record.RunCommand;
import tallyflame.cli.record.ScaleCommand;

/** Entry point of the command line. */
@Command(
        name = "tallyflame",
        mixinStandardHelpOptions = true,
        description = "Where does the time go, how often did each line run, and can these numbers be trusted?")
public final class Main {
    private static final List<Class<?>> VERBS = List.of(
            AlertsCommand.class,
            CheckCommand.class,
            CompareCommand.class,
            CountersCommand.class,
            DemoCommand.class,
            DiffCommand.class,
            DoctorCommand.class,
            EventsCommand.class,
            FlameCommand.class,
            FunctionsCommand.class,
            LinesCommand.class,
            ModulesCommand.class,
            QueryCommand.class,
            RecordCommand.class,
            ReportCommand.class,
            RunCommand.class,
            ScaleCommand.class);

    private static final Set<String> HELP = Set.of("help", "-h", "--help");

    /** Columns of help; longer lines are hard to read, on whatever terminal. */
    private static final int WIDEST = 120;

    private static final int NARROWEST = 60;

    private Main() {}

    /** Runs one verb and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        System.exit(commandLine(arguments).execute(arguments));
    }

    /**
     * The command line for some arguments, ready to execute. If they begin with a verb, only that one is there: to look at the
     * options of all takes longer than many answers do.
     */
    public static CommandLine commandLine(String... arguments) {
        Failures failures = new Failures();
        CommandLine main = new CommandLine(new Main());
        List<Class<?>> asked = VERBS.stream()
                .filter(verb -> arguments.length > 0 && name(verb).equals(arguments[0]))
                .toList();
        (asked.isEmpty() ? VERBS : asked).forEach(verb -> main.addSubcommand(name(verb), verb));
        giveHelp(main);
        if (asked.isEmpty()) {
            main.addSubcommand("help", new CommandLine.HelpCommand());
            main.addSubcommand("completion", new AutoComplete.GenerateCompletion());
        }
        if (Arrays.stream(arguments).anyMatch(HELP::contains)) {
            main.setUsageHelpWidth(Math.max(NARROWEST, Math.min(WIDEST, Terminal.width())));
        }
        return main.setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    private static String name(Class<?> verb) {
        return verb.getAnnotation(Command.class).name();
    }

    /** Gives {@code --help} and {@code --version} to every verb that does not have them. */
    private static void giveHelp(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        if (!spec.mixinStandardHelpOptions()) {
            spec.mixinStandardHelpOptions(true);
        }
        spec.versionProvider(Main::version);
        // One paragraph, which is wrapped where the terminal ends and not where a line of ours does.
        spec.usageMessage().description(String.join(" ", spec.usageMessage().description()));
        command.getSubcommands().values().forEach(Main::giveHelp);
    }

    private static String[] version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return new String[] {"tallyflame " + (version == null ? "(not packaged)" : version)};
    }
}
