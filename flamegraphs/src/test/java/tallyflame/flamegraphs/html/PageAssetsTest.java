package tallyflame.flamegraphs.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.TestProfiles;

class PageAssetsTest {
    private static final Pattern TOP_LEVEL =
            Pattern.compile("^(?:export )?(?:async )?(?:function|class|const|let) (\\w+)", Pattern.MULTILINE);
    private static final Pattern IMPORT = Pattern.compile("^import .*? from '\\./(\\w+)\\.js';$", Pattern.MULTILINE);

    /** The modules share one scope in the page, where a second function of the same name would silently replace the first. */
    @Test
    void namesAtTheTopLevelAreUnique() {
        Map<String, String> owners = new HashMap<>();
        for (String module : PageAssets.MODULES) {
            for (String name : found(TOP_LEVEL, module)) {
                assertThat(owners.put(name, module))
                        .as("%s in %s", name, module)
                        .isNull();
            }
        }
        assertThat(owners).containsKeys("Tree", "layOut", "main");
    }

    @Test
    void everyModuleIsInThePageAndEveryImportIsOneLineOfANamedList() throws IOException {
        Path folder = Path.of("src", "main", "resources", "tallyflame", "flamegraphs", "html");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".js")))
                    .containsExactlyInAnyOrderElementsOf(PageAssets.MODULES.stream()
                            .map(module -> module + ".js")
                            .toList());
        }
        for (String module : PageAssets.MODULES) {
            String source = PageAssets.resource(module + ".js");
            assertThat(source).doesNotContain("import *").doesNotContain("export default");
            assertThat(PageAssets.MODULES).containsAll(found(IMPORT, module));
            assertThat(source.lines().filter(line -> line.startsWith("import")).count())
                    .isEqualTo(found(IMPORT, module).size());
        }
    }

    /** Lines are taken out and moved to the left without a parser; a text over several lines would be changed by that. */
    @Test
    void textsAndCommentsEndOnTheirLines() {
        for (String module : PageAssets.MODULES) {
            assertThat(PageAssets.resource(module + ".js").lines())
                    .as(module)
                    .allMatch(line -> line.chars().filter(c -> c == '`').count() % 2 == 0)
                    .filteredOn(line -> line.stripLeading().startsWith("/**")
                            || line.stripLeading().startsWith("*"))
                    .allMatch(line -> !line.contains("*/") || line.endsWith("*/"));
        }
    }

    @Test
    void theScriptHoldsNoModuleSyntaxAndNoEndOfAScript() {
        assertThat(PageAssets.script())
                .doesNotContain("\n/**")
                .doesNotContain("\n//")
                .doesNotContain("\n  ")
                .doesNotContain("\nimport ")
                .doesNotContain("\nexport ")
                .doesNotContain("</script");
        assertThat(PageAssets.script().lines().count()).isGreaterThan(1000);
    }

    @Test
    void thePageNamesNoOtherPlaceAndIsAlwaysTheSame() throws IOException {
        String page = page("a title");
        assertThat(page).doesNotContainPattern("https?://(?!www\\.w3\\.org/2000/svg\")");
        assertThat(page).isEqualTo(page("a title"));
    }

    @Test
    void aSmallProfileMakesASmallPage() throws IOException {
        String[] stacks = IntStream.range(0, 200)
                .mapToObj(
                        i -> "app.Main.main;app.Type" + i % 20 + ".call" + i % 50 + ";lib.Deep" + i + ".run " + (i + 1))
                .toArray(String[]::new);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new HtmlPage(PageOptions.titled("200 stacks")).write(List.of(TestProfiles.cpu(stacks)), out);
        assertThat(out.size()).isLessThan(165_000);
    }

    /** Each further event adds its tree and, as far as there is room, its samples; names and viewer are there once. */
    @Test
    void aPageOfManyEventsStaysSmall() throws IOException {
        List<Profile> events = Stream.of("cpu", "wall", "alloc", "lock", "live")
                .map(event -> TestProfiles.random(event, 12_000, 40, event.length()))
                .toList();
        int single = size(events.subList(0, 1));
        int all = size(events);
        assertThat(all).isLessThan(3_000_000).isLessThan(events.size() * single);
    }

    private static int size(List<Profile> profiles) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new HtmlPage(PageOptions.titled("many")).write(profiles, out);
        return out.size();
    }

    private static String page(String title) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new HtmlPage(PageOptions.titled(title)).write(List.of(TestProfiles.random("cpu", 50, 9, 1)), out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static List<String> found(Pattern pattern, String module) {
        return new ArrayList<>(pattern.matcher(PageAssets.resource(module + ".js"))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList());
    }
}
