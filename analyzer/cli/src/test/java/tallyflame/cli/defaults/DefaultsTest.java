package tallyflame.cli.defaults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Defaults of options in two files, of which the nearer one wins and the command line before both. */
class DefaultsTest {
    @TempDir
    private Path folder;

    @TempDir
    private Path home;

    @Command(name = "tallyflame")
    private static final class Root {}

    @Command(name = "run")
    private static final class Run {
        @Option(names = "--country")
        private String country = "WORLD";

        @Option(names = "--passes", split = ",")
        private List<String> passes = List.of("baseline");
    }

    private Run parse(String... arguments) throws IOException {
        Run run = new Run();
        new CommandLine(new Root())
                .addSubcommand("run", run)
                .setDefaultValueProvider(Defaults.of(folder, home).provider())
                .parseArgs(arguments);
        return run;
    }

    @Test
    void withoutFilesAnOptionKeepsItsOwn() throws IOException {
        assertThat(parse("run").country).isEqualTo("WORLD");
        assertThat(Defaults.of(folder, home).settings()).isEmpty();
    }

    @Test
    void theNearerFileWinsAndTheCommandLineBeforeBoth() throws IOException {
        Path far = Files.writeString(home.resolve("tallyflame.properties"), "country=FR\npasses = sample,count\n");
        assertThat(parse("run").country).isEqualTo("FR");
        assertThat(parse("run").passes).containsExactly("sample", "count");

        Path near = Files.writeString(folder.resolve("tallyflame.properties"), "country=DE\n");
        assertThat(parse("run").country).isEqualTo("DE");
        assertThat(parse("run", "--country", "PL").country).isEqualTo("PL");
        assertThat(Defaults.of(folder, home).settings())
                .extracting(Defaults.Setting::key, Defaults.Setting::value, Defaults.Setting::file)
                .containsExactly(tuple("country", "DE", near), tuple("passes", "sample,count", far));
    }

    @Test
    void aKeyMayBeOfOneVerb() throws IOException {
        Files.writeString(
                folder.resolve("tallyflame.properties"), "tallyflame.run.country=AT\ntallyflame.diff.country=CH\n");
        assertThat(parse("run").country).isEqualTo("AT");
    }

    @Test
    void aFileThatCannotBeReadIsNamed() throws IOException {
        Path broken = Files.writeString(folder.resolve("tallyflame.properties"), "country=\\u00zz\n");
        assertThatThrownBy(() -> Defaults.of(folder, home))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(broken + ": cannot be read: ");
    }
}
