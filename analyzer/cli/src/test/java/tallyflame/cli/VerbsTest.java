package tallyflame.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What every verb owes its users: help with examples, and one line for a wrong option. */
class VerbsTest {
    /** Verbs that the library brings along. */
    private static final Set<String> PICOCLIS = Set.of("help", "completion");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    static Stream<String> verbs() {
        List<String> verbs = new ArrayList<>();
        collect("", Main.commandLine(), verbs);
        return verbs.stream();
    }

    private static void collect(String path, CommandLine command, List<String> verbs) {
        command.getSubcommands().forEach((name, verb) -> {
            if (verb.getSubcommands().isEmpty() && !PICOCLIS.contains(name)) {
                verbs.add((path + " " + name).strip());
            }
            collect(path + " " + name, verb, verbs);
        });
    }

    private int execute(String verb, String option) {
        List<String> arguments = new ArrayList<>(Arrays.asList(verb.split(" ")));
        arguments.add(option);
        return Main.commandLine(arguments.toArray(String[]::new))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments.toArray(String[]::new));
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void helpShowsExamplesThatNameTheVerb(String verb) {
        assertThat(execute(verb, "--help")).isZero();
        assertThat(out.toString()).containsPattern("Examples?:\\s+tallyflame " + verb);
    }

    @ParameterizedTest
    @CsvSource({
        "help run, '', Usage: tallyflame run",
        "fuctions x, did you mean functions, ''",
        "functions x --evnt cpu, did you mean --event, ''",
        "completion, '', complete -F _complete_tallyflame",
        "run hostless --source, --source, ''"
    })
    void helpNearestNamesAndCompletion(String line, String wrong, String answer) {
        CommandLineRun run = CommandLineRun.of(line.split(" "));
        assertThat(run.exitCode()).isEqualTo(wrong.isEmpty() ? 0 : 2);
        assertThat(run.err()).contains(wrong).hasLineCount(wrong.isEmpty() ? 0 : 1);
        assertThat(run.out()).contains(answer);
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void helpIsWrappedBetweenWordsAndNotAtOurLines(String verb) {
        execute(verb, "--help");
        CommandLine line = Main.commandLine(verb.split(" "));
        for (String part : verb.split(" ", -1)) {
            line = line.getSubcommands().get(part);
        }
        assertThat(line.getCommandSpec().usageMessage().description()).hasSizeLessThan(2);
        assertThat(out.toString().lines()).allMatch(text -> text.length() <= 120 || text.startsWith("  tallyflame "));
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void anUnknownOptionIsOneLineAndTwo(String verb) {
        assertThat(execute(verb, "--no-such-option")).isEqualTo(2);
        assertThat(err.toString()).contains(verb + " --help").hasLineCount(1);
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void answersAreAlsoToBeHadAsJson(String verb) {
        execute(verb, "--help");
        // The protocol that assistants speak is JSON, and nothing else.
        assertThat(out.toString()).containsAnyOf("--json", "Model Context Protocol");
    }
}
