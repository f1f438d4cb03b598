package tallyflame.flamegraphs.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import tallyflame.flamegraphs.TestProfiles;

/** Where time was spent in a profile of thousands of functions, each of which is narrower than a pixel. */
class CallersBrowserTest extends PageBrowserTest {
    private static final int FUNCTIONS = 4000;

    /** Function i has one sample more than the next one. */
    private static Path page() throws IOException {
        Stream<String> stacks = IntStream.range(0, FUNCTIONS)
                .mapToObj(i -> "app.Main.main;app.Way" + i % 7 + ".go;gen.Call" + i + ".run "
                        + (10 * FUNCTIONS + FUNCTIONS - i));
        return Pages.write("callers", PageOptions.titled("Callers"), TestProfiles.cpu(stacks.toArray(String[]::new)));
    }

    @Test
    void everyFunctionIsARowOfARankedList() throws IOException {
        browser.open(page(), "");
        assertThat(browser.text("#summary")).contains("hatched");
        browser.find("#mode-callers").click();
        waitForFragment("m=callers");
        assertThat(browser.text("#summary")).doesNotContain("hatched");
        for (int row = 1; row < 20; row += 6) {
            browser.hoverGraph(900, row * ROW + 9);
            waitForText("detail", "gen.Call" + (row - 1) + ".run");
        }
        assertThat(browser.text("#tooltip")).contains("self ", "0.03 % of all", "95 % interval");
        browser.screenshot("callers-list");
        browser.script("document.getElementById('stage').scrollTop = 1e6");
        browser.hoverGraph(900, browser.find("#stage").getSize().getHeight() - 9);
        waitForText("detail", "gen.Call" + (FUNCTIONS - 1) + ".run");
    }

    @Test
    void aRowLeadsToTheCallersOfItsFunctionAndBack() throws IOException {
        browser.open(page(), "m=callers&up=1");
        browser.clickGraph(900, 3 * ROW + 9, false);
        waitForFragment("z=");
        browser.focusStage();
        browser.press(Keys.ARROW_DOWN);
        waitForText("detail", "gen.Call2.run");
        browser.press(Keys.ARROW_UP);
        waitForText("detail", "app.Way2.go");
        browser.press(Keys.BACK_SPACE);
        browser.waitUntil("return !location.hash.includes('z=')");
        browser.press(Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ARROW_DOWN);
        waitForText("detail", "gen.Call1.run");
        Map<?, ?> work = (Map<?, ?>) browser.script("return performance.getEntriesByName('draw').at(-1).detail");
        assertThat((Long) work.get("boxes")).isEqualTo(FUNCTIONS + 1L);
    }

    @Test
    void theListIsInTheExportedPicture() throws IOException {
        browser.open(page(), "m=callers");
        browser.script("window.saved = null; URL.createObjectURL = (blob) => { blob.text().then((text) => {"
                + " window.saved = text; }); return 'blob:none'; }; HTMLAnchorElement.prototype.click = () => {};");
        browser.script("document.getElementById('export-svg').click()");
        browser.waitUntil("return window.saved !== null");
        assertThat(String.valueOf(browser.script("return window.saved")))
                .contains(">gen.Call0.run</text>", ">gen.Call" + (FUNCTIONS - 1) + ".run</text>")
                .doesNotContain("narrow");
    }
}
