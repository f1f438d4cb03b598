package tallyflame.cli.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.analysis.report.ReportPage;
import tallyflame.cli.CommandLineRun;
import tallyflame.flamegraphs.html.Browser;

/** The report of a real run in a real browser: what a reader does with it and sees. */
@Tag("any-jdk")
class ReportBrowserTest {
    private static final String PROCESS = "tallyflame.modules.hostless.HostlessModule.process";

    private static Browser browser;

    @TempDir
    private Path folder;

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

    private static void open(Path page) throws IOException {
        browser.open(page, "");
        browser.waitUntil("return document.documentElement.dataset.report === 'ready'");
    }

    private static void openRun() throws IOException {
        open(ReportedRun.directory().resolve(ReportPage.FILE));
    }

    private static long count(String css) {
        return (Long) browser.script("return document.querySelectorAll(arguments[0]).length", css);
    }

    private static void click(String css) {
        browser.script("document.querySelector(arguments[0]).click()", css);
    }

    @Test
    void showsChartsAndLinksToItsParts() throws IOException {
        openRun();
        assertThat(count("#report-charts .uplot canvas")).isGreaterThanOrEqualTo(2);
        assertThat(count("#report-nav a")).isEqualTo(count("h2[id^='report-']")).isGreaterThanOrEqualTo(6);
        click("#report-nav a[href='#report-source']");
        browser.waitUntil("return document.getElementById('report-source').getBoundingClientRect().top < 200");
        assertThat(browser.text("#summary")).startsWith("cpu: ");
        keepPictures();
    }

    /** Light and dark; scripts/screenshots takes those of the README from here. */
    private static void keepPictures() throws IOException {
        browser.script("scrollTo(0, 0)");
        browser.screenshot("report-top");
        browser.script("document.getElementById('report-source').scrollIntoView()");
        browser.screenshot("report");
        click("#theme");
        browser.waitUntil("return document.documentElement.dataset.theme === 'dark'");
        browser.screenshot("report-source-dark");
        browser.script("document.getElementById('report-timeline').scrollIntoView()");
        browser.screenshot("report-timeline-dark");
        assertThat(browser.script("return getComputedStyle(document.body).backgroundColor"))
                .isEqualTo("rgb(21, 24, 28)");
    }

    @Test
    void axeHasNothingAgainstTheReportInLightAndDark() throws IOException {
        for (boolean dark : new boolean[] {false, true}) {
            browser.prefersDark(dark);
            openRun();
            assertThat(browser.accessibilityProblems()).isEmpty();
        }
    }

    @Test
    void theReportFitsATelephone() throws IOException {
        browser.viewport(400, 800, 1);
        openRun();
        assertThat((Long) browser.script("return document.documentElement.scrollWidth - innerWidth"))
                .as("pixels that the page is too wide")
                .isLessThanOrEqualTo(0);
        assertThat(browser.find("#search").isDisplayed()).isFalse();
        assertThat(browser.accessibilityProblems()).isEmpty();
        browser.screenshot("report-400");
        browser.script("document.getElementById('flame').scrollIntoView()");
        browser.screenshot("report-400-flame");
        browser.script("document.getElementById('report-source').scrollIntoView()");
        browser.screenshot("report-400-source");
    }

    @Test
    void theFlameGraphOfTheRunOpens() throws IOException {
        browser.open(ReportedRun.directory().resolve("flame.html"), "");
        assertThat(browser.text("#summary")).startsWith("cpu: ");
        browser.screenshot("flame");
    }

    @Test
    void theTableOfFunctionsIsSortedAndFiltered() throws IOException {
        openRun();
        String first = "#report-function-table tbody tr:first-child ";
        browser.script("const field = document.getElementById('report-filter');"
                + "field.value = 'HostlessModule.process'; field.dispatchEvent(new Event('input'))");
        assertThat(browser.text("#report-shown")).startsWith("1 of ");
        assertThat(browser.text(first + ".name")).isEqualTo(PROCESS);
        browser.script("const field = document.getElementById('report-filter');"
                + "field.value = ''; field.dispatchEvent(new Event('input'))");
        click("#report-function-table th:nth-child(4) button");
        assertThat(
                        browser.script(
                                "const v = [...document.querySelectorAll('#report-function-table tbody tr')]"
                                        + ".map((row) => Number(row.cells[3].dataset.value)); return v.every((x, i) => i === 0 || v[i - 1] >= x)"))
                .isEqualTo(true);
        click("#report-function-table th:nth-child(4) button");
        assertThat(browser.find("#report-function-table th:nth-child(4)").getDomAttribute("aria-sort"))
                .isEqualTo("ascending");
    }

    @Test
    void theTableOfFunctionsFollowsTheEventOfTheGraph() throws IOException {
        openRun();
        String words = browser.text("#report-function-words");
        assertThat(words).startsWith("cpu: ");
        long rows = count("#report-function-table tbody tr");
        browser.script(
                "const e = document.getElementById('event'); e.value = 'alloc'; e.dispatchEvent(new Event('change'))");
        browser.waitUntil("return document.getElementById('report-function-words').textContent.startsWith('alloc: ')");
        assertThat(browser.text("#report-function-table tbody tr td:first-child"))
                .endsWith("B");
        click("#report-function-table tbody button.to-graph:enabled");
        browser.waitUntil("return location.hash.includes('m=sandwich')");
        assertThat(browser.text("#summary")).startsWith("alloc: ");
        browser.script(
                "const e = document.getElementById('event'); e.value = 'cpu'; e.dispatchEvent(new Event('change'))");
        browser.waitUntil(
                "return document.getElementById('report-function-words').textContent === arguments[0]", words);
        assertThat(count("#report-function-table tbody tr")).isEqualTo(rows);
    }

    @Test
    void aLineLeadsToItsFramesAndAFrameToItsLine() throws IOException {
        openRun();
        click("details[data-frame='" + PROCESS + "'] table.lines button.to-graph:enabled");
        browser.waitUntil("return location.hash.includes('m=sandwich') && document.getElementById('lines').checked");
        assertThat(browser.text("#source-link")).startsWith("Source: HostlessModule.process:");
        click("#source-link");
        browser.waitUntil("return document.querySelectorAll('tr.target').length === 1");
        assertThat(browser.script("return document.querySelector('tr.target').dataset.frame"))
                .asString()
                .startsWith(PROCESS + ":");
        browser.screenshot("report-target");
    }

    @Test
    void aFunctionLeadsToTheGraphWhoseKeysStayInIt() throws IOException {
        openRun();
        click("#report-function-table button[data-graph='" + PROCESS + "']");
        browser.waitUntil("return location.hash.includes('m=sandwich')");
        browser.press("i");
        browser.script("document.getElementById('report-filter').focus()");
        browser.press("r");
        assertThat(browser.find("#report-filter").getDomProperty("value")).isEqualTo("r");
        assertThat(browser.script("return location.hash")).asString().contains("m=sandwich");
        browser.script("document.querySelectorAll('#report-nav a')[0].click()");
        browser.waitUntil("return location.hash.startsWith('#report-')");
        assertThat(browser.find("#mode-sandwich").getDomAttribute("aria-pressed"))
                .isEqualTo("true");
    }

    @Test
    void hostileTextsAreShownAsText() throws Exception {
        Path page = folder.resolve("hostile.html");
        ReportPage.write(HostileReport.in(folder), page);
        open(page);
        assertThat(browser.script("return window.hacked === undefined && document.images.length === 0"))
                .isEqualTo(true);
        assertThat(browser.text("h1")).contains("</script><script>window.hacked=1</script>");
        assertThat(browser.text(".finding p")).contains("<img src=x onerror=");
        assertThat(browser.text("table.lines")).contains("// </script><script>window.hacked=1");
        assertThat(browser.text(".timechart h3")).contains("</script>");
        assertThat((Long) browser.script("return document.documentElement.scrollWidth - innerWidth"))
                .as("pixels that the page is too wide")
                .isLessThanOrEqualTo(0);
        browser.screenshot("report-hostile");
    }

    @Test
    void theIndexOfSeveralRunsOpens() throws IOException {
        Path runs = folder.resolve("runs");
        Path one = Files.createDirectories(runs.resolve("hostless"));
        Files.copy(ReportedRun.directory().resolve("run.json"), one.resolve("run.json"));
        assertThat(CommandLineRun.of("report", runs.toString()).exitCode()).isZero();
        browser.openAndTime(runs.resolve(ReportPage.FILE));
        assertThat(count("svg.chart rect.bar")).isEqualTo(1);
        browser.screenshot("report-index");
        assertThat(browser.accessibilityProblems()).isEmpty();
        browser.find("table a").click();
        browser.waitUntil("return document.documentElement.dataset.report === 'ready'");
        assertThat(browser.text("h1")).isEqualTo("hostless");
        browser.requests(); // the report that was asked for
    }
}
