package tallyflame.cli.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tallyflame.analysis.compare.ComparisonPage;
import tallyflame.analysis.compare.ComparisonPageTest;
import tallyflame.flamegraphs.html.Browser;

/** Pages of tables in windows of several widths. */
@Tag("any-jdk")
class NarrowPagesBrowserTest {
    private static Browser browser;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        browser = Browser.start();
    }

    @AfterEach
    void restore() {
        browser.resize(1280, 800);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 1000, 500})
    void namesInTheTablesOfAComparisonAreReadAndNothingScrollsSideways(int width) throws IOException {
        Path page = folder.resolve("compare.html");
        Files.writeString(page, ComparisonPage.of(ComparisonPageTest.ofLongNames()));
        browser.resize(width, 800);
        browser.openWithoutScript(page);
        browser.screenshot("compare-" + width);
        assertThat((Boolean) browser.script("return document.documentElement.scrollWidth <= innerWidth"))
                .isTrue();
        // A name that is broken has several letters in each of its lines.
        assertThat((Double) browser.script("return Math.min(...[...document.querySelectorAll('table.data td.code')]"
                        + ".map((cell) => cell.getBoundingClientRect().width)) * 1.0001"))
                .isGreaterThan(180);
        if (width >= 1000) {
            assertThat(
                            (Boolean)
                                    browser.script(
                                            "return [...document.querySelectorAll('.wide')].every((box) => box.scrollWidth <= box.clientWidth)"))
                    .isTrue();
        }
    }
}
