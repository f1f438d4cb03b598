package tallyflame.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import tallyflame.cli.options.Failures;
import tallyflame.cli.read.CheckCommand;
import tallyflame.cli.read.DiffCommand;
import tallyflame.cli.read.EventsCommand;
import tallyflame.cli.read.FlameCommand;
import tallyflame.cli.read.FunctionsCommand;
import tallyflame.cli.read.LinesCommand;
import tallyflame.cli.read.ReportCommand;

/** Entry point of the jar that only reads: no recorder, no SQL, no native code. */
@Command(
        name = "tallyflame-viewer",
        mixinStandardHelpOptions = true,
        description = "Reads recordings and runs: tables, flame graphs, reports.")
public final class Viewer {
    private static final List<Class<?>> VERBS = List.of(
            CheckCommand.class,
            DiffCommand.class,
            EventsCommand.class,
            FlameCommand.class,
            FunctionsCommand.class,
            LinesCommand.class,
            ReportCommand.class);

    private Viewer() {}

    /** Runs one verb and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        System.exit(execute(arguments));
    }

    private static int execute(String... arguments) {
        CommandLine line = Verbs.commandLine(new Viewer(), VERBS, arguments);
        boolean elsewhere = arguments.length > 0
                && Main.VERBS.stream().filter(verb -> !VERBS.contains(verb)).anyMatch(verb -> Verbs.name(verb)
                        .equals(arguments[0]));
        if (elsewhere) {
            line.getErr().println("tallyflame-viewer: " + arguments[0] + " is in tallyflame.jar; this jar only reads");
            return Failures.ENVIRONMENT;
        }
        return line.execute(arguments);
    }
}
