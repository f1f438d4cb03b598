package tallyflame.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The pages and the completion as the build writes them, read by the programs that will read them. */
class ManPagesTest {
    @TempDir
    private static Path distribution;

    @BeforeAll
    static void write() throws IOException {
        ManPages.main(new String[] {distribution.toString(), "1.2.3"});
    }

    private static String output(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
        return text;
    }

    private static boolean installed(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** A page as it is printed; all warnings are among it. */
    private static String formatted(String page) throws Exception {
        assumeTrue(installed("groff"), "there is no groff, which formats the manual");
        Path file = distribution.resolve("man/man1").resolve(page + ".1");
        return output("groff", "-man", "-Tutf8", "-ww", "-P-c", "-P-b", "-P-u", "-rLL=400n", file.toString());
    }

    @ParameterizedTest
    @MethodSource("tallyflame.cli.VerbsTest#verbs")
    void everyVerbHasAPageThatShowsItsOptionsAndExamples(String verb) throws Exception {
        String text = formatted("tallyflame-" + verb.replace(' ', '-'));
        CommandLine line = Main.commandLine(verb.split(" ", -1));
        for (String part : verb.split(" ", -1)) {
            line = line.getSubcommands().get(part);
        }
        assertThat(text).doesNotContain("warning").contains("tallyflame 1.2.3", "EXAMPLES", "tallyflame " + verb);
        line.getCommandSpec().options().forEach(option -> assertThat(text)
                .contains(option.names())
                .contains(option.arity().max() == 0 ? "" : option.paramLabel()));
    }

    @Test
    void theFirstPageNamesTheOthers() throws Exception {
        String text = formatted("tallyflame");
        assertThat(text).contains("tallyflame-lines(1)", "tallyflame-record(1)", "tallyflame-alerts(1)");
    }

    @Test
    void bashCompletesVerbsAndOptions() throws Exception {
        assumeTrue(installed("bash"), "there is no bash");
        String script = "compopt() { :; }\n. " + distribution.resolve("completion/tallyflame.bash") + "\n"
                + "complete_words() { COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); COMP_LINE=\"$*\";"
                + " _complete_tallyflame; echo \"${COMPREPLY[*]}\"; }\n"
                + "complete_words tallyflame rec\n"
                + "complete_words tallyflame lines --lc\n";
        assertThat(output("bash", "-c", script).lines().map(String::strip).toList())
                .isEqualTo(List.of("record", "--lcov"));
    }
}
