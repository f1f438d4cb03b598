package tallyflame.cli.options;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options that every verb has, and the streams it may write to: answers to {@link #out}, words for people to {@link #err}. */
public final class CommonOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec verb;

    @Option(names = "--json", description = "Print one JSON document to stdout and nothing else there.")
    private boolean json;

    @Option(names = "--debug", description = "Print the stack trace of an error, too.")
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

    /** Prints the answer as JSON; records and maps keep the order of their components. */
    public void printJson(Object document) {
        try {
            // Made here, because making it takes longer than many answers do.
            ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
            out().println(mapper.writeValueAsString(document));
            out().flush();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A usage error of the verb: exit code 2. */
    public CommandLine.ParameterException usage(String message) {
        return new CommandLine.ParameterException(verb.commandLine(), message);
    }
}
