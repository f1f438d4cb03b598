package tallyflame.flamegraphs.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.TestProfiles;
import tallyflame.flamegraphs.graph.GraphOptions;

/** How much room the graph has, and that it stays where it is: on a telephone, zoomed, with large text, while it is filtered. */
class RoomBrowserTest extends PageBrowserTest {
    /** Its samples are kept so coarsely that the page has to say so under a filter, which takes room. */
    private static Path page() throws IOException {
        return Pages.write(
                "room",
                new PageOptions(
                        "Room for the graph",
                        GraphOptions.DEFAULT,
                        Hits.NONE,
                        5_000,
                        PageOptions.Places.NONE,
                        List.of()),
                TestProfiles.random("cpu", 3000, 40, 5),
                TestProfiles.cpu("app.Main.main;app.Main.parse 60", "app.Main.main;write_k 5"));
    }

    private static double top() {
        return ((Number) browser.script("return document.getElementById('stage').getBoundingClientRect().top"))
                .doubleValue();
    }

    @Test
    void filtersNeverMoveTheGraph() throws IOException {
        for (int width : new int[] {1400, 1000, 800}) {
            browser.viewport(width, 900, 1);
            browser.open(page(), "");
            browser.waitUntil("return document.getElementById('timeline-text').textContent.includes('drag over')");
            double top = top();
            browser.find("#timeline-canvas").sendKeys(Keys.ENTER);
            waitForFragment("w=");
            waitForText("summary", "boxes under");
            assertThat(top()).as("brushed, %d", width).isEqualTo(top);
            assertThat((Boolean) browser.script("return [...document.querySelectorAll('.bar *')].every((element) =>"
                            + " element.getBoundingClientRect().right <= innerWidth)"))
                    .as("all controls are within %d pixels", width)
                    .isTrue();
            browser.find("#search").sendKeys("call1");
            browser.waitUntil("return document.getElementById('matched').textContent.endsWith('%')");
            assertThat(top()).as("searched, %d", width).isEqualTo(top);
            browser.screenshot("room-" + width);
            browser.find("#timeline-all").click();
            browser.waitUntil("return !location.hash.includes('w=')");
            assertThat(top()).as("all of the time, %d", width).isEqualTo(top);
        }
    }

    @Test
    void theMenuClosesAsMenusDo() throws IOException {
        browser.open(page(), "");
        WebElement summary = browser.find("#export summary");
        summary.click();
        assertThat(browser.find("#export-svg").isDisplayed()).isTrue();
        summary.sendKeys(Keys.ARROW_DOWN, Keys.ESCAPE);
        assertThat(browser.find("#export-svg").isDisplayed()).as("after Escape").isFalse();
        assertThat(browser.script("return document.activeElement.textContent")).isEqualTo("Export");
        summary.click();
        browser.clickGraph(300, 500, false);
        assertThat(browser.find("#export-svg").isDisplayed())
                .as("after a click beside it")
                .isFalse();
        summary.click();
        browser.find("#copy-link").click();
        assertThat(browser.find("#export-svg").isDisplayed())
                .as("after a choice")
                .isFalse();
        summary.click();
        browser.find("#search").sendKeys("a");
        assertThat(browser.find("#export-svg").isDisplayed())
                .as("without the focus")
                .isFalse();
    }

    @Test
    void controlsCollapseWhereThereIsLittleRoom() throws IOException {
        for (int[] size : new int[][] {{400, 800, 1}, {700, 450, 2}}) {
            browser.viewport(size[0], size[1], size[2]);
            browser.open(page(), "");
            assertThat(browser.find("#stage").getSize().getHeight())
                    .as("of %d pixels", size[1])
                    .isGreaterThan(size[1] * 8 / 10);
            assertThat(browser.find("#search").isDisplayed()).isFalse();
            browser.screenshot("room-" + size[0]);
            browser.find("#tools-toggle").click();
            assertThat(browser.find("#tools-toggle").getDomAttribute("aria-expanded"))
                    .isEqualTo("true");
            browser.find("#search").sendKeys("call1");
            browser.waitUntil("return document.getElementById('matched').textContent.endsWith('%')");
            assertThat((Long) browser.script("return document.documentElement.scrollWidth - innerWidth"))
                    .isLessThanOrEqualTo(0);
            browser.screenshot("room-" + size[0] + "-controls");
        }
    }

    @Test
    void largerTextIsLargerInTheGraph() throws IOException {
        browser.open(page(), "e=cpu");
        Object height = browser.script("return parseFloat(document.getElementById('content').style.height)");
        browser.script("document.documentElement.style.fontSize = '26px'");
        browser.waitUntil(
                "return parseFloat(document.getElementById('content').style.height) === 2 * arguments[0]", height);
        browser.hoverGraph(100, 2 * ROW + 9);
        waitForText("detail", "java.lang.Thread.run");
        browser.screenshot("room-large-text");
    }

    /** app.Main.parse is in 60 samples of 65 itself: 92.3 %, by the interval of Wilson from 83.2 % to 96.7 %. */
    @Test
    void functionsAreBesideTheGraphWhereThereIsRoom() throws IOException {
        Path page = Pages.write(
                "wide",
                PageOptions.titled("Wide"),
                TestProfiles.cpu("app.Main.main;app.Main.parse 60", "app.Main.main;write_k 5"));
        browser.viewport(1600, 800, 1);
        browser.open(page, "");
        assertThat(browser.script("return [...document.querySelectorAll('#rows tr')].map((row) => row.innerText)"))
                .isEqualTo(List.of(
                        "app.Main.parse\t92.3 %\t83.2 % - 96.7 %\t92.3 %",
                        "write_k\t7.7 %\t3.3 % - 16.8 %\t7.7 %", "app.Main.main\t0.0 %\t0.0 % - 5.6 %\t100.0 %"));
        assertThat(browser.find("th[aria-sort]").getText()).startsWith("Self");
        browser.screenshot("room-table");
        browser.find("#table-toggle").click();
        waitForFragment("f=0");
        assertThat(browser.find("#functions").isDisplayed()).isFalse();
    }

    @Test
    void aLongNameIsCutAtItsBeginning() throws IOException {
        Path page = Pages.write(
                "long-name",
                PageOptions.titled("Long"),
                TestProfiles.cpu("app." + "inner.".repeat(20) + "Main.parse 60"));
        browser.viewport(1600, 800, 1);
        browser.open(page, "");
        assertThat(browser.script("const cell = document.querySelector('#rows td');"
                        + "const of = (node) => node.getBoundingClientRect();"
                        + "const name = of(cell.firstChild);"
                        + "return [name.left < of(cell).left, name.right <= of(cell).right]"))
                .isEqualTo(List.of(true, true));
    }

    @Test
    void theLegendHasTheKindsThatAreThere() throws IOException {
        Path page = Pages.write(
                "kinds",
                PageOptions.titled("Kinds"),
                TestProfiles.cpu("app.Main.main;app.Main.parse 60", "app.Main.main;write_k 5"),
                renamed());
        browser.open(page, "");
        assertThat(browser.text("#legend")).isEqualTo("compiledkernel");
        choose("event", "other");
        waitForText("summary", "other");
        assertThat(browser.text("#legend")).isEqualTo("compiled");
    }

    private static Profile renamed() {
        var cpu = TestProfiles.cpu("app.Main.main;app.Main.parse 60");
        return new Profile("other", "ns", cpu.tree(), cpu.ledger());
    }

    @Test
    void axeHasNothingAgainstThePage() throws IOException {
        for (boolean dark : new boolean[] {false, true}) {
            browser.prefersDark(dark);
            browser.viewport(1400, 900, 1);
            browser.open(page(), "f=1&q=call1");
            browser.waitUntil("return document.getElementById('matched').textContent.endsWith('%')");
            assertThat(browser.accessibilityProblems()).isEmpty();
            browser.viewport(400, 800, 1);
            browser.open(page(), "");
            assertThat(browser.accessibilityProblems()).isEmpty();
        }
    }
}
