package tallyflame.agent.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tallyflame.counts.Glob;

class UnmatchedGlobsTest {
    private static final List<String> LOADED =
            List.of("java.lang.String", "nasty.Names", "nasty.deep.Down$Under", "org.acme.Sky", "[Lnasty.Names;");

    private static String line(String... globs) {
        return UnmatchedGlobs.line(Stream.of(globs).map(Glob::parse).toList(), LOADED);
    }

    @Test
    void nothingIsSaidWhereAllMatch() {
        assertThat(line("nasty.**", "org.acme.Sky", "!nosuch.**")).isEmpty();
        assertThat(line()).isEmpty();
    }

    @Test
    void whatMatchesNothingIsNamedWithWhatIsNear() {
        assertThat(line("nasty/**", "org.acme.*"))
                .startsWith("no class that was loaded matches nasty/**; near are nasty.Names, nasty.deep.Down$Under");
        assertThat(line("org.acne.Sky"))
                .contains("matches org.acne.Sky; near are")
                .contains("org.acme.Sky");
        assertThat(line("[bad(", "nosuch.**"))
                .startsWith("no class that was loaded matches [bad(, nosuch.**; near are ");
        assertThat(line("[bad(")).doesNotContain("java.lang", "[L");
    }
}
