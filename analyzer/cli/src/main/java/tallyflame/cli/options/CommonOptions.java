package tallyflame.cli.options;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tallyflame.analysis.table.Json;

/** Options that every verb has, and the streams it may write to: answers to {@link #out}, words for people to {@link #err}. */
public class CommonOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec verb;

    @Option(names = "--json", description = "Print one JSON document to stdout and nothing else there.")
    private boolean json;

    @Option(names = "--debug", description = "Also print the stack trace of an error.")
    private boolean debug;

    /** Whether the answer is to be one JSON document. */
    public boolean json() {
        return json;
    }

    /** Whether errors show their stack trace. */
    public boolean debug() {
        return debug;
    }

    /** Standard output: the answer. */
    public PrintWriter out() {
        return verb.commandLine().getOut();
    }

    /** Standard error: logs, warnings and progress. */
    public PrintWriter err() {
        return verb.commandLine().getErr();
    }

    /** Prints a document as JSON; records and maps keep the order of their components. */
    public void printJson(Object document) {
        out().println(Json.text(document));
        out().flush();
    }

    /** A usage error of the verb: exit code 2. */
    public CommandLine.ParameterException usage(String message) {
        return new CommandLine.ParameterException(verb.commandLine(), message);
    }
}
