package tallyflame.flamegraphs.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import tallyflame.flamegraphs.TestProfiles;

/** Searches that take for ever, and matches that are too narrow to be drawn. */
class SearchBrowserTest extends PageBrowserTest {
    /** Exponential in the length of a name that does not end with an exclamation mark. */
    private static final String ENDLESS = "(\\w+)+!$";

    private static Path page() throws IOException {
        Stream<String> wide =
                Stream.of("app.Main.aNameThatIsLongEnoughToKeepAnExpressionBusyForEver;app.Main.wide 6000");
        Stream<String> narrow = IntStream.range(0, 4000)
                .mapToObj(i -> "app.Main.aNameThatIsLongEnoughToKeepAnExpressionBusyForEver;gen.Call" + i
                        + (i % 4 == 0 ? ".go;java.util.HashMap.getNode 1" : ".go;app.Main.leaf 1"));
        return Pages.write(
                "search",
                PageOptions.titled("Search"),
                TestProfiles.cpu(Stream.concat(wide, narrow).toArray(String[]::new)));
    }

    @Test
    void anEndlessExpressionIsStoppedAndThePageGoesOn() throws IOException {
        browser.open(page(), "");
        browser.find("#search").sendKeys(ENDLESS);
        browser.waitUntil("return document.getElementById('matched').textContent === '…'");
        browser.clickGraph(100, 2 * ROW + 9, false);
        waitForFragment("z=");
        waitForText("search-note", "search stopped after 2 s: this expression is too slow");
        assertThat(browser.text("#matched")).isEmpty();
        browser.screenshot("search-stopped");
        browser.find("#search").sendKeys(Keys.ESCAPE);
        browser.waitUntil("return document.getElementById('search-note').hidden");
        browser.find("#search").sendKeys("getnode");
        waitForText("matched", "10.0 %");
    }

    @Test
    void aLinkWithAnEndlessExpressionOpens() throws IOException {
        browser.open(page(), "q=(%5Cw%2B)%2B!%24");
        assertThat(browser.find("#search").getDomProperty("value")).isEqualTo(ENDLESS);
        browser.hoverGraph(10, 2 * ROW + 9);
        waitForText("detail", "app.Main.wide");
        waitForText("search-note", "search stopped after 2 s");
    }

    @Test
    void narrowBoxesAreTintedByTheShareThatMatches() throws IOException {
        browser.open(page(), "f=0");
        int right = 1300;
        List<?> plain = color(right, 2 * ROW + 3);
        browser.find("#search").sendKeys("HashMap");
        waitForText("matched", "10.0 %");
        List<?> quarter = color(right, 2 * ROW + 3);
        browser.hoverGraph(right, 2 * ROW + 9);
        waitForText("detail", "4,000 boxes narrower than a pixel");
        assertThat(browser.text("#tooltip")).contains("25.0 % of them match");
        browser.screenshot("search-narrow");
        browser.find("#search").sendKeys("|Call");
        waitForText("matched", "40.0 %");
        List<?> all = color(right, 2 * ROW + 3);
        assertThat(all).isEqualTo(List.of(91L, 63L, 196L));
        assertThat(quarter).isNotEqualTo(plain).isNotEqualTo(all);
        assertThat(blue(quarter) - red(quarter)).as("violet of a quarter").isGreaterThan(10);
    }

    @Test
    void matchesAreListedWithTheirWeights() throws IOException {
        browser.open(page(), "");
        assertThat(browser.find("#functions").isDisplayed()).isFalse();
        browser.find("#search").sendKeys("hashmap|main.leaf");
        waitForText("rows-head", "2 functions match; 40.0 % of everything is in stacks that have one");
        assertThat(browser.script("return [...document.querySelectorAll('#rows tr')].map((row) =>"
                        + " [0, 1, 3].map((i) => row.cells[i].textContent).join(' '))"))
                .isEqualTo(List.of("app.Main.leaf 30.0 % 30.0 %", "java.util.HashMap.getNode 10.0 % 10.0 %"));
        browser.find("#table-toggle").click();
        browser.waitUntil("return document.getElementById('functions').hidden");
    }

    /** Red, green and blue of what there is most of near a place of the graph: not those of its hatching. */
    private static List<?> color(int x, int y) {
        return (List<?>) browser.script(
                "const copy = document.createElement('canvas').getContext('2d', { willReadFrequently: true });"
                        + "copy.drawImage(document.getElementById('canvas'), -arguments[0] * devicePixelRatio,"
                        + " -arguments[1] * devicePixelRatio);"
                        + "const { data } = copy.getImageData(0, 0, 60, 1);"
                        + "const counts = new Map();"
                        + "for (let i = 0; i < data.length; i += 4) { const key = data.slice(i, i + 3).join();"
                        + " counts.set(key, 1 + (counts.get(key) ?? 0)); }"
                        + "return [...counts].sort((a, b) => b[1] - a[1])[0][0].split(',').map(Number)",
                x,
                y);
    }

    private static long red(List<?> color) {
        return (Long) color.get(0);
    }

    private static long blue(List<?> color) {
        return (Long) color.get(2);
    }
}
