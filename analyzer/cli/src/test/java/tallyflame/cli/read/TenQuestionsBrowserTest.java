package tallyflame.cli.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WebElement;
import tallyflame.analysis.report.ReportPage;
import tallyflame.cli.CommandLineRun;
import tallyflame.flamegraphs.Quantity;
import tallyflame.flamegraphs.html.Browser;

/**
 * Ten questions of somebody who has opened a report and knows nothing of the program: each is answered by what is on the screen after
 * two clicks at most. A drag counts as one.
 */
class TenQuestionsBrowserTest {
    private static final String PROGRAM = TenQuestions.class.getName();
    private static final int MOST_CLICKS = 2;

    private static Browser browser;

    @TempDir
    private static Path folder;

    private static Path report;

    private int clicks;

    @BeforeAll
    static void record() {
        browser = Browser.start();
        Path run = folder.resolve("run");
        // The collector that stops the program for all that it does, and a heap so small that it has to.
        CommandLineRun recorded = CommandLineRun.of(
                "record",
                "--json",
                "--passes",
                "sample,count",
                "--count",
                PROGRAM,
                "--out",
                run.toString(),
                "--",
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                PROGRAM);
        assertThat(recorded.exitCode()).as(recorded.err()).isZero();
        CommandLineRun written = CommandLineRun.of("report", run.toString(), "--package", PROGRAM + "*");
        assertThat(written.exitCode()).as(written.err()).isZero();
        report = run.resolve(ReportPage.FILE);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void open() throws IOException {
        browser.consoleProblems();
        browser.prefersDark(false);
        browser.viewport(1400, 900, 1);
        browser.open(report, "");
        browser.waitUntil("return document.documentElement.dataset.report === 'ready'");
        clicks = 0;
    }

    @AfterEach
    void twoClicksWereEnough() {
        assertThat(clicks).isLessThanOrEqualTo(MOST_CLICKS);
        assertThat(browser.consoleProblems()).isEmpty();
        assertThat(browser.requests()).isEmpty();
    }

    private void click(String css) {
        clicks++;
        browser.find(css).click();
    }

    /** The text of an element that is on the screen, once it is. */
    private static String seen(String css) {
        browser.waitUntil(
                "const element = document.querySelector(arguments[0]);"
                        + "if (!element || !element.textContent) return false;"
                        + "const { top, bottom, width } = element.getBoundingClientRect();"
                        + "return width > 0 && top < innerHeight && bottom > 0",
                css);
        return browser.text(css);
    }

    private void clickFunction(String name) {
        click("#report-function-table button[data-graph='" + PROGRAM + "." + name + "']");
    }

    private void clickPart(String id) {
        click("#report-nav a[href='#" + id + "']");
    }

    @Test
    void whichFunctionCostsMost() throws IOException {
        assertThat(seen("#report-headline")).contains("of your code, TenQuestions.costly ");
        click("#report-headline a[href='#report-own']");
        assertThat(seen("#report-own ~ .wide tbody tr:first-child")).contains(PROGRAM + ".costly");
        browser.screenshot("ten-costliest");
    }

    @Test
    void whoCallsIt() throws IOException {
        clickFunction("costly");
        assertThat(seen("#chosen h2")).isEqualTo(PROGRAM + ".costly");
        assertThat(seen("#chosen div:nth-of-type(1)"))
                .startsWith("Called by")
                .contains("100.0 %", "TenQuestions.handle");
        browser.screenshot("ten-callers");
    }

    @Test
    void whichLineAndHowOften() throws IOException {
        clickFunction("costly");
        click("#source-link");
        String turns = Quantity.count((long) TenQuestions.WORKERS * TenQuestions.REQUESTS * TenQuestions.TURNS);
        browser.waitUntil("return document.querySelector('tr.target') !== null");
        // The line with most time, which is the hottest of the column.
        assertThat(browser.script("const method = document.querySelector('tr.target').closest('details');"
                        + "const rows = [...method.querySelectorAll('tbody tr')];"
                        + "const share = (row) => parseFloat(row.cells[4]?.textContent) || 0;"
                        + "const [hottest] = rows.sort((a, b) => share(b) - share(a));"
                        + "const { top, bottom } = hottest.getBoundingClientRect();"
                        + "return [top < innerHeight && bottom > 0, hottest.cells[1].textContent,"
                        + " hottest.cells[6].textContent.trim()].join('; ')"))
                .isEqualTo("true; " + turns + "; double wave = Math.sin(turn);");
        browser.screenshot("ten-line");
    }

    @Test
    void whetherItChangedOverTime() throws IOException {
        clickFunction("later");
        assertThat(seen("#chosen")).contains("Over time: more and more: ").contains(" of the second.");
        browser.screenshot("ten-time");
    }

    @Test
    void onWhichThread() throws IOException {
        clickFunction("costly");
        assertThat(seen("#chosen")).contains("Threads: worker-# 100.0 %.");
        click("#lanes-toggle");
        assertThat(seen(".lane")).startsWith("worker-# · 2 threads · 100.0 %");
        browser.screenshot("ten-threads");
    }

    @Test
    void onACpuOrWaiting() throws IOException {
        clickPart("report-threads");
        assertThat(seen("#report-threads + p")).startsWith("On CPU: ").contains("lock ");
        assertThat(seen("#report-threads ~ .wide tbody tr:first-child")).endsWith("worker-#");
        browser.screenshot("ten-waiting");
    }

    @Test
    void whatCollectionsDidToLatency() throws IOException {
        clickPart("report-collections");
        assertThat(seen("#report-collections + p"))
                .matches("Of the 24 slowest request, \\d+ met a garbage collection, which took .* %\\.");
        browser.screenshot("ten-collections");
    }

    @Test
    void whereAllocationsComeFrom() throws IOException {
        clickPart("report-allocation");
        assertThat(seen("#report-allocation + p"))
                .containsPattern("most are byte\\[\\], and most come from \\Q" + PROGRAM + "\\E\\.store:\\d+\\.");
        browser.screenshot("ten-allocation");
    }

    @Test
    void whichLockAndWhoHeldIt() throws IOException {
        clickPart("report-locks");
        assertThat(seen("#report-locks + p")).contains(PROGRAM + "$Ledger: ").contains("held by keeper");
        assertThat(seen("#report-locks ~ .wide tbody tr:first-child"))
                .contains("0x")
                .contains("worker-");
        browser.screenshot("ten-locks");
    }

    @Test
    void whatChangedBetweenTwoRanges() throws IOException {
        browser.script("document.getElementById('flame').scrollIntoView()");
        WebElement time = browser.find("#timeline-canvas");
        int width = time.getSize().getWidth();
        clicks++; // a drag over the later half
        browser.actions()
                .moveToElement(time, width / 4, -10)
                .clickAndHold()
                .moveToElement(time, width / 3, -10)
                .moveToElement(time, width / 2 - 4, -10)
                .release()
                .perform();
        click("#timeline-compare");
        browser.waitUntil("return document.getElementById('summary').textContent.startsWith('the rest ')");
        assertThat(seen("#legend")).contains("less in the range", "more in the range");
        assertThat(seen("#rows")).contains("TenQuestions.later");
        assertThat(browser.script("return [...document.querySelectorAll('#rows tr')]"
                        + ".filter((row) => row.textContent.includes('TenQuestions.later'))"
                        + ".map((row) => row.lastChild.textContent[0]).join()"))
                .isEqualTo("+");
        assertThat(browser.script("return location.hash")).asString().contains("v=rest");
        browser.screenshot("ten-ranges");
    }
}
