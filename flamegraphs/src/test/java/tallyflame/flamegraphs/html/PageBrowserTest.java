package tallyflame.flamegraphs.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

/** What tests of pages in a real browser share: one browser for a class, and that nothing was loaded and nothing went wrong. */
@Tag("any-jdk")
abstract class PageBrowserTest {
    /** Height of a row of the graph in pixels. */
    static final int ROW = 19;

    static Browser browser;

    @BeforeAll
    static void start() {
        browser = Browser.start();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void startQuietly() {
        browser.consoleProblems();
        browser.prefersDark(false);
        browser.viewport(1400, 757, 1);
    }

    @AfterEach
    void nothingWasLoadedAndNothingWentWrong() {
        assertThat(browser.consoleProblems()).isEmpty();
        assertThat(browser.requests()).isEmpty();
    }

    /** Waits until an element's text contains something. */
    static void waitForText(String id, String part) {
        browser.waitUntil("return document.getElementById(arguments[0]).textContent.includes(arguments[1])", id, part);
    }

    static void waitForFragment(String part) {
        browser.waitUntil("return location.hash.includes(arguments[0])", part);
    }

    /** Chooses an entry of a menu. */
    static void choose(String id, String value) {
        browser.script(
                "const e = document.getElementById(arguments[0]); e.value = arguments[1]; e.dispatchEvent(new Event('change'))",
                id,
                value);
    }
}
