package tallyflame.flamegraphs.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.TestProfiles;

/** The differential page in a real browser: 1000 samples before, 2000 after; parse got worse, legacy vanished. */
class DiffPageBrowserTest extends PageBrowserTest {
    private static final Profile BEFORE = TestProfiles.cpu(
            "app.Main.main;app.Main.parse;java.util.HashMap.get 300",
            "app.Main.main;app.Main.render 500",
            "app.Main.main;app.Main.legacy 200");
    private static final Profile AFTER = TestProfiles.cpu(
            "app.Main.main;app.Main.parse;java.util.HashMap.get 900",
            "app.Main.main;app.Main.render 1010",
            "app.Main.main;app.Main.fresh 90");

    private static Path page(String name, DiffOptions options) throws IOException {
        Path file = Files.createDirectories(Path.of("target", "pages")).resolve(name + ".html");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            new HtmlPage(PageOptions.titled("What changed")).writeDiff(BEFORE, AFTER, options, out);
        }
        return file;
    }

    private static void waitForDetail(String part) {
        browser.waitUntil("return document.getElementById('detail').textContent.includes('" + part + "')");
    }

    @Test
    void showsBothSidesByShareOfTheTotal() throws IOException {
        browser.open(page("diff", DiffOptions.shares("v1", "v2")), "f=1");
        assertThat(browser.text("#summary"))
                .contains("v1 10.0 s, 1,000 samples → v2 20.0 s, 2,000 samples")
                .contains("compared by share of the total");
        browser.hoverGraph(10, 2 * ROW + 9);
        waitForDetail("app.Main.render");
        assertThat(browser.text("#tooltip")).contains("+0.50 pp", "within noise", "v1: 50.0 %", "v2: 50.5 %");
        assertThat(browser.text("#rows")).contains("app.Main.legacy", "−20.0 pp", "+15.0 pp");
        assertThat(browser.text("#legend")).contains("less in v2", "within noise (FDR 5 %)", "more in v2");
        browser.screenshot("diff-light");
        browser.script("document.querySelector('[data-sort=change]').click()");
        assertThat(browser.text("#rows tr")).contains("app.Main.legacy");
    }

    @Test
    void oneSideCanBeDrawnAlone() throws IOException {
        browser.open(page("diff", DiffOptions.shares("v1", "v2")), "d=after");
        browser.hoverGraph(10, 2 * ROW + 9);
        waitForDetail("app.Main.render");
        browser.find("#search").sendKeys("legacy");
        browser.waitUntil("return document.getElementById('matched').textContent === '0.0 %'");
        browser.script(
                "const e = document.getElementById('side'); e.value = 'before'; e.dispatchEvent(new Event('change'))");
        browser.waitUntil("return document.getElementById('matched').textContent === '20.0 %'");
        browser.script("const e = document.getElementById('side'); e.value = ''; e.dispatchEvent(new Event('change'))");
        browser.waitUntil("return document.getElementById('matched').textContent === '10.0 %'");
    }

    @Test
    void weightIsComparedForTheWorkDone() throws IOException {
        browser.open(page("diff-work", DiffOptions.perWork("v1", "v2", 100, 200, "alert")), "");
        assertThat(browser.text("#summary"))
                .contains("v1 100 ms / alert, 1,000 samples → v2 100 ms / alert, 2,000 samples");
        browser.hoverGraph(10, ROW + 9);
        waitForDetail("app.Main.main");
        assertThat(browser.text("#tooltip")).contains("within noise", "v1: 100 ms / alert", "v2: 100 ms / alert");
        browser.find("#mode-callers").click();
        browser.hoverGraph(900, 2 * ROW + 9);
        waitForDetail("HashMap.get");
        assertThat(browser.text("#tooltip")).contains("× 1.50");
    }

    /** The graph's boxes are those of functions that do something or call several; a box says what it is called through. */
    @Test
    void wrappersAreShownWhereTheyAreAskedFor() throws IOException {
        Profile profile = TestProfiles.cpu("app.Wrapped.run;app.Wrapped.call;app.Wrapped.invoke;app.Wrapped.work 100");
        Path file = Files.createDirectories(Path.of("target", "pages")).resolve("wrappers.html");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            new HtmlPage(PageOptions.titled("Wrappers"))
                    .writeDiff(profile, profile, DiffOptions.shares("v1", "v2"), out);
        }
        browser.open(file, "");
        browser.hoverGraph(10, ROW + 9);
        waitForDetail("app.Wrapped.work");
        assertThat(browser.text("#tooltip")).contains("called through 3 functions, the last app.Wrapped.invoke");
        browser.open(file, "o=1");
        browser.hoverGraph(10, ROW + 9);
        waitForDetail("app.Wrapped.run");
        assertThat((Boolean) browser.script("return document.getElementById('wrappers').checked"))
                .isTrue();
    }
}
