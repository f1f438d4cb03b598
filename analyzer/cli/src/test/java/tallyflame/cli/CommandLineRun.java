package tallyflame.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/**
 * The outcome of a command line, executed in this JVM.
 *
 * @param exitCode of the process it would be
 * @param out what went to standard output
 * @param err what went to standard error
 */
public record CommandLineRun(int exitCode, String out, String err) {
    /** Executes a command line as {@link Main} would. */
    public static CommandLineRun of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line =
                Main.commandLine(arguments).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int exitCode = line.execute(arguments);
        return new CommandLineRun(exitCode, out.toString(), err.toString());
    }

    /** What goes to standard output of a verb that must succeed. */
    public static String answer(String verb, Path input, String... more) {
        List<String> arguments = new ArrayList<>(List.of(verb, input.toString()));
        arguments.addAll(List.of(more));
        CommandLineRun run = of(arguments.toArray(String[]::new));
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run.out();
    }
}
