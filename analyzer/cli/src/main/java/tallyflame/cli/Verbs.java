package tallyflame.cli;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import tallyflame.cli.defaults.Defaults;
import tallyflame.cli.options.Failures;
import tallyflame.cli.options.Terminal;

/** A command line of some verbs: help, version, and what becomes of failures are the same for all. */
final class Verbs {
    private static final Set<String> HELP = Set.of("help", "-h", "--help");

    /** Columns of help; longer lines are hard to read, on whatever terminal. */
    private static final int WIDEST = 120;

    private static final int NARROWEST = 60;

    private Verbs() {}

    /**
     * The command line for some arguments, ready to execute. If they begin with a verb, only that one is there: to look at the
     * options of all takes longer than many answers do.
     *
     * @param root the command without a verb
     */
    static CommandLine commandLine(Object root, List<Class<?>> verbs, String... arguments) {
        Failures failures = new Failures();
        CommandLine main = new CommandLine(root);
        List<Class<?>> asked = verbs.stream()
                .filter(verb -> arguments.length > 0 && name(verb).equals(arguments[0]))
                .toList();
        (asked.isEmpty() ? verbs : asked).forEach(verb -> main.addSubcommand(name(verb), verb));
        giveHelp(main);
        if (asked.isEmpty()) {
            main.addSubcommand("help", new CommandLine.HelpCommand());
            main.addSubcommand("completion", new AutoComplete.GenerateCompletion());
        }
        if (Arrays.stream(arguments).anyMatch(HELP::contains)) {
            main.setUsageHelpWidth(Math.max(NARROWEST, Math.min(WIDEST, Terminal.width())));
        }
        try {
            main.setDefaultValueProvider(Defaults.here().provider());
        } catch (IOException e) {
            main.getErr().println("tallyflame: " + e.getMessage() + "; its defaults are not used");
        }
        return main.setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    /** What a verb is called on the command line. */
    static String name(Class<?> verb) {
        return verb.getAnnotation(Command.class).name();
    }

    /** Gives {@code --help} and {@code --version} to every verb that does not have them. */
    private static void giveHelp(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        if (!spec.mixinStandardHelpOptions()) {
            spec.mixinStandardHelpOptions(true);
        }
        spec.versionProvider(Verbs::version);
        // One paragraph, which is wrapped where the terminal ends and not where a line of ours does.
        spec.usageMessage().description(String.join(" ", spec.usageMessage().description()));
        command.getSubcommands().values().forEach(Verbs::giveHelp);
    }

    private static String[] version() {
        String version = Verbs.class.getPackage().getImplementationVersion();
        return new String[] {"tallyflame " + (version == null ? "(not packaged)" : version)};
    }
}
