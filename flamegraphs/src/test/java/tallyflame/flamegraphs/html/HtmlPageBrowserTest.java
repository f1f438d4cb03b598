package tallyflame.flamegraphs.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.TestProfiles;
import tallyflame.flamegraphs.graph.GraphOptions;

/** The page in a real browser: what a reader does with mouse and keys, and what they see. Rows of the graph are 19 pixels high. */
class HtmlPageBrowserTest extends PageBrowserTest {
    private static Path small;
    private static Path large;

    @BeforeAll
    static void write() throws IOException {
        small = Pages.write(
                "small",
                PageOptions.titled("Small profile")
                        .withHits(new Hits(Map.of("app.Main.parse", 250L), 0.5, "counted once, sampled twice"))
                        .withPlaces(functions -> Map.of("app.Main.parse", "Main.java:12")),
                TestProfiles.cpu(
                        "app.Main.main;app.Main.parse;java.util.HashMap.get 60",
                        "app.Main.main;app.Main.parse 15",
                        "app.Main.main;app.Main.render;java.util.HashMap.get 20",
                        "app.Main.main;app.Main.render;app.Main.render;write_k 5"));
        large = Pages.write(
                "large",
                PageOptions.titled("Random stacks"),
                TestProfiles.random("cpu", 4000, 40, 1),
                TestProfiles.random("wall", 1000, 20, 2));
    }

    private static String detail() {
        return browser.text("#detail");
    }

    private static void waitForDetail(String part) {
        browser.waitUntil("return document.getElementById('detail').textContent.includes('" + part + "')");
    }

    private static void waitForSummary(String part) {
        browser.waitUntil("return document.getElementById('summary').textContent.includes('" + part + "')");
    }

    @Test
    void opensOnTheRootAtTheEdgeOverTheFullWidth() throws IOException {
        browser.open(small, "");
        assertThat(browser.text("#title")).isEqualTo("Small profile");
        assertThat(browser.text("#summary")).startsWith("cpu: 1.00 s · 100 samples");
        browser.hoverGraph(700, ROW / 2);
        waitForDetail("all of cpu");
        browser.hoverGraph(1200, ROW + 9);
        waitForDetail("app.Main.main");
        assertThat(browser.find("#tooltip").isDisplayed()).isTrue();
        assertThat(browser.text("#tooltip")).contains("total 1.00 s", "95 % interval 96.3 % - 100.0 %");
        browser.screenshot("small-tooltip");
    }

    @Test
    void clickZoomsAndKeysZoomOut() throws IOException {
        browser.open(small, "");
        browser.clickGraph(1300, 2 * ROW + 9, false);
        waitForFragment("z=");
        browser.hoverGraph(10, 3 * ROW + 9);
        waitForDetail("java.util.HashMap.get");
        assertThat(browser.text("#tooltip")).contains("200 ms", "20.0 % of all", "80.0 % of its parent box");
        browser.focusStage();
        browser.press(Keys.BACK_SPACE);
        browser.waitUntil("return !location.hash.includes('.')");
        browser.press(Keys.ESCAPE);
        browser.waitUntil("return !location.hash.includes('z=')");
        browser.script("history.back()");
        waitForFragment("z=");
    }

    @Test
    void recursionIsFoldedOnRequest() throws IOException {
        Path page = Pages.write(
                "recursion",
                PageOptions.titled("Recursion"),
                TestProfiles.cpu("app.A.a;app.B.b;app.A.a;app.C.c 60", "app.A.a;app.A.a;app.D.d 40"));
        browser.open(page, "c=all");
        assertThat(browser.find("#collapse").getDomProperty("value")).isEqualTo("all");
        browser.hoverGraph(100, 2 * ROW + 9);
        waitForDetail("app.C.c");
        browser.script("const select = document.getElementById('collapse'); select.value = 'direct';"
                + "select.dispatchEvent(new Event('change'))");
        waitForFragment("c=direct");
        browser.hoverGraph(110, 2 * ROW + 9);
        waitForDetail("app.B.b");
        browser.hoverGraph(1300, 2 * ROW + 9);
        waitForDetail("app.D.d");
    }

    @Test
    void searchShowsTheMatchedShare() throws IOException {
        browser.open(small, "");
        browser.focusStage();
        browser.press("/");
        browser.press("hashmap\\.(get|put)$");
        browser.waitUntil("return document.getElementById('matched').textContent === '80.0 %'");
        browser.press(Keys.ENTER);
        waitForDetail("java.util.HashMap.get");
        browser.press("n");
        browser.press("N");
        browser.screenshot("small-search");
        browser.press("/");
        browser.press(Keys.ESCAPE);
        browser.waitUntil("return document.getElementById('matched').textContent === ''");
    }

    @Test
    void keysReachEveryBox() throws IOException {
        browser.open(small, "");
        browser.focusStage();
        browser.press(Keys.ARROW_DOWN);
        waitForDetail("all of cpu");
        browser.press(Keys.ARROW_DOWN, Keys.ARROW_DOWN);
        waitForDetail("app.Main.parse");
        browser.press(Keys.ARROW_RIGHT);
        waitForDetail("app.Main.render");
        assertThat(browser.text("#live")).startsWith("app.Main.render, total 250 ms");
        browser.press(Keys.ENTER);
        waitForFragment("z=");
        browser.press("s");
        waitForFragment("m=sandwich");
        browser.press("i");
        browser.press("?");
        browser.waitUntil("return document.getElementById('help').open");
        assertThat(browser.text("#help-ledger")).contains("100 of 100 samples are shown");
        browser.press(Keys.ESCAPE);
        browser.waitUntil("return !document.getElementById('help').open");
        browser.press("t");
        browser.waitUntil("return document.querySelectorAll('#rows tr').length === 5");
    }

    @Test
    void callersStartWhereTheTimeIsSpent() throws IOException {
        browser.open(small, "");
        browser.find("#mode-callers").click();
        waitForFragment("m=callers");
        browser.hoverGraph(10, ROW + 9);
        waitForDetail("java.util.HashMap.get");
        assertThat(browser.text("#tooltip")).contains("80.0 % of all");
        browser.hoverGraph(10, 2 * ROW + 9);
        waitForDetail("app.Main.parse");
    }

    @Test
    void sandwichShowsCallersAboveAndCalleesBelow() throws IOException {
        browser.open(small, "");
        browser.clickGraph(1300, 2 * ROW + 9, true);
        waitForFragment("m=sandwich");
        browser.waitUntil("return document.getElementById('mode-sandwich').getAttribute('aria-pressed') === 'true'");
        browser.focusStage();
        browser.press(Keys.ARROW_DOWN);
        waitForDetail("app.Main.render");
        assertThat(detail()).contains("250 ms");
        browser.press(Keys.ARROW_UP);
        waitForDetail("app.Main.main");
        browser.press(Keys.ARROW_DOWN, Keys.ARROW_DOWN);
        waitForDetail("java.util.HashMap.get");
        assertThat(detail()).contains("200 ms");
        browser.screenshot("small-sandwich");
    }

    @Test
    void foldedRecursionIsOneBox() throws IOException {
        browser.open(small, "c=1");
        browser.focusStage();
        browser.press(
                Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ARROW_RIGHT, Keys.ARROW_DOWN, Keys.ARROW_RIGHT);
        waitForDetail("write_k");
    }

    @Test
    void hitsAndTimePerHitStandInTheTooltip() throws IOException {
        browser.open(small, "");
        browser.hoverGraph(10, 2 * ROW + 9);
        waitForDetail("app.Main.parse");
        assertThat(browser.text("#tooltip")).contains("250 hits", "1.50 ms per hit", "declared at Main.java:12");
    }

    @Test
    void eventsAreSwitchedInTheSameFile() throws IOException {
        browser.open(large, "");
        browser.script(
                "const e = document.getElementById('event'); e.value = 'wall'; e.dispatchEvent(new Event('change'))");
        waitForSummary("wall: 2.5");
        waitForFragment("e=wall");
        assertThat(browser.consoleProblems()).isEmpty();
    }

    @Test
    void threadStateAndTimeRefoldTheGraph() throws IOException {
        browser.open(large, "");
        browser.waitUntil("return document.getElementById('timeline-text').textContent.includes('60.0 s')");
        String all = browser.text("#summary");
        browser.script(
                "const e = document.getElementById('thread'); e.value = 'worker-1'; e.dispatchEvent(new Event('change'))");
        waitForSummary(" of 10.1 s");
        String thread = browser.text("#summary");
        assertThat(thread).isNotEqualTo(all);
        browser.script(
                "const e = document.getElementById('state'); e.value = 'STATE_SLEEPING'; e.dispatchEvent(new Event('change'))");
        waitForFragment("s=STATE_SLEEPING");
        assertThat(browser.text("#summary")).isNotEqualTo(thread);
        browser.actions()
                .moveToElement(browser.find("#timeline-canvas"), -400, 0)
                .clickAndHold()
                .moveByOffset(300, 0)
                .release()
                .perform();
        waitForFragment("w=");
        assertThat(browser.find("#timeline-all").isDisplayed()).isTrue();
        browser.screenshot("large-brushed");
        browser.find("#timeline-all").click();
        browser.waitUntil("return !location.hash.includes('w=')");
        browser.find("#timeline-canvas").click();
        browser.press(Keys.ENTER, Keys.ARROW_RIGHT);
        waitForFragment("w=1");
    }

    @Test
    void aLinkBringsBackTheView() throws IOException {
        browser.open(large, "");
        browser.find("#mode-callers").click();
        browser.clickGraph(100, ROW + 9, false);
        waitForFragment("z=");
        browser.find("#search").sendKeys("call1");
        waitForFragment("q=call1");
        String fragment = String.valueOf(browser.script("return location.hash.slice(1)"));
        browser.waitUntil("return document.getElementById('matched').textContent.endsWith('%')");
        String matched = browser.text("#matched");
        browser.open(large, fragment);
        assertThat(browser.script("return location.hash.slice(1)")).isEqualTo(fragment);
        browser.waitUntil("return document.getElementById('matched').textContent === arguments[0]", matched);
        assertThat(browser.script("return document.getElementById('mode-callers').getAttribute('aria-pressed')"))
                .isEqualTo("true");
    }

    @Test
    void followsTheSystemsThemeAndCanBeSwitched() throws IOException {
        browser.prefersDark(true);
        browser.open(large, "");
        assertThat(browser.script("return document.documentElement.dataset.theme"))
                .isEqualTo("dark");
        browser.screenshot("large-dark");
        browser.focusStage();
        browser.press("d");
        assertThat(browser.script("return document.documentElement.dataset.theme"))
                .isEqualTo("light");
        browser.screenshot("large-light");
        browser.find("#flip").click();
        browser.waitUntil("return document.getElementById('flip').getAttribute('aria-pressed') === 'true'");
        browser.screenshot("large-flame");
    }

    @Test
    void wheelWithControlStretchesAndDragPans() throws IOException {
        browser.open(large, "");
        browser.script("const c = document.getElementById('canvas'); c.dispatchEvent(new WheelEvent('wheel',"
                + " {deltaY: -300, ctrlKey: true, clientX: 700, clientY: 300, bubbles: true, cancelable: true}))");
        waitForFragment("x=");
        String before = String.valueOf(browser.script("return location.hash"));
        browser.actions()
                .moveToElement(browser.find("#stage"))
                .clickAndHold()
                .moveByOffset(-200, 0)
                .release()
                .perform();
        browser.waitUntil("return location.hash !== arguments[0]", before);
    }

    @Test
    void linesAreShownOnRequest() throws IOException {
        Path page = Pages.write(
                "lines",
                PageOptions.titled("Lines").withGraph(new GraphOptions(true, false)),
                TestProfiles.withLines());
        browser.open(page, "");
        browser.hoverGraph(10, ROW + 9);
        waitForDetail("app.Main.run");
        assertThat(detail()).contains("100.0 % of all");
        browser.find("#lines").click();
        waitForFragment("l=1");
        browser.hoverGraph(11, ROW + 9);
        waitForDetail("app.Main.run:12");
        assertThat(detail()).contains("75.0 % of all");
    }

    @Test
    void hostileNamesAreText() throws IOException {
        Profile hostile = TestProfiles.hostile();
        Path page = Pages.write(
                "hostile", PageOptions.titled("</title><script>document.title='hacked'</script>{{parts}}"), hostile);
        browser.open(page, "f=1");
        assertThat(browser.script("return document.title"))
                .isEqualTo("</title><script>document.title='hacked'</script>{{parts}}");
        assertThat(browser.script("return document.querySelectorAll('img, #rows script').length"))
                .isEqualTo(0L);
        browser.focusStage();
        browser.press(Keys.ARROW_DOWN, Keys.ARROW_DOWN);
        waitForDetail("</script><script>");
        browser.press(Keys.ARROW_DOWN, Keys.ARROW_DOWN);
        waitForDetail("\\\\u202erev");
        browser.screenshot("hostile");
        assertThat(Files.readString(page).split("</script>", -1))
                .as("scripts of the page itself")
                .hasSize(4);
        assertThat(browser.script("return window.hacked === undefined")).isEqualTo(true);
    }

    @Test
    void exportsStayInsideThePage() throws IOException {
        browser.open(small, "");
        browser.script(
                "window.saved = []; HTMLAnchorElement.prototype.click = function () { window.saved.push(this.download); }");
        browser.script("document.getElementById('export-svg').click(); document.getElementById('export-png').click()");
        browser.waitUntil("return window.saved.length === 2");
        assertThat(browser.script("return window.saved"))
                .isEqualTo(List.of("Small-profile-cpu.svg", "Small-profile-cpu.png"));
    }

    @Test
    void aDamagedPageSaysSo() throws IOException {
        Path damaged = Path.of("target", "pages", "damaged.html");
        String page = Files.readString(small);
        Files.writeString(damaged, page.replaceFirst("(id=\"part-names\">.{40}).{8}", "$1AAAAAAAA"));
        browser.open(damaged, "");
        browser.waitUntil(
                "return document.querySelector('[role=alert]')?.textContent.startsWith('This page is damaged')");
        assertThat(browser.consoleProblems()).isNotEmpty();
    }

    @Test
    void everythingHasANameForScreenReaders() throws IOException {
        browser.open(large, "f=1");
        assertThat(
                        browser.script(
                                "return [...document.querySelectorAll('button, select, input, canvas[tabindex], [role=application]')]"
                                        + ".filter((e) => !(e.ariaLabel || e.textContent.trim() || e.labels?.length || e.title)).map((e) => e.outerHTML)"))
                .isEqualTo(List.of());
        assertThat(browser.text("#functions thead")).contains("Function", "Self", "Total");
    }
}
