package tallyflame.cli.assist;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import tallyflame.cli.options.Failures;
import tallyflame.mcp.Tool.RefusedException;

/** One call of a verb in this JVM: its options, then its inputs, which are never taken for options. */
final class VerbCall {
    /** Characters of an answer: some thousand words, which leave an assistant room to think. */
    static final int LONGEST = 20_000;

    private final CommandLine verb;
    private final List<String> options = new ArrayList<>();
    private final List<String> words = new ArrayList<>();

    /** Of a verb whose command line has no files of arguments: an argument may begin with {@code @}. */
    VerbCall(Object verb) {
        this.verb = new CommandLine(verb)
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(new Failures())
                .setParameterExceptionHandler(new Failures());
    }

    /** With an option, unless its value is {@code null}. */
    VerbCall option(String name, Object value) {
        if (value != null) {
            options.add(name + "=" + value);
        }
        return this;
    }

    /** With one more word behind the options. */
    VerbCall word(Object value) {
        words.add(value.toString());
        return this;
    }

    /**
     * What the verb prints, as Markdown.
     *
     * @throws RefusedException with what it says where it has no answer
     */
    String answer() throws RefusedException {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        verb.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        options.add("--format=md");
        options.add("--");
        options.addAll(words);
        int code = verb.execute(options.toArray(String[]::new));
        if (code != Failures.DONE && code != Failures.ANSWER_IS_NO) {
            throw new RefusedException(err.toString().strip());
        }
        return bounded(out.toString());
    }

    /** Cut at the end of a line, with how much is missing. */
    static String bounded(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int end = text.lastIndexOf('\n', LONGEST) + 1;
        String rest = text.substring(end);
        return text.substring(0, end) + "\n… cut off here: " + rest.lines().count()
                + " more lines; ask for fewer rows, or for one class or method\n";
    }
}
