package tallyflame.cli.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WebElement;
import tallyflame.cli.CommandLineRun;
import tallyflame.flamegraphs.Quantity;
import tallyflame.flamegraphs.html.Browser;

/** The report's curve of latencies in a real browser, on a program that plants sleeps: what is chosen there is what explain says. */
@Tag("any-jdk")
class SlowSpansBrowserTest {
    private static final String FIRST_ROW = "#tail table tbody tr:first-child";

    private static Browser browser;

    @TempDir
    private static Path folder;

    private static Path recording;
    private static Path page;

    @BeforeAll
    static void record() throws Exception {
        browser = Browser.start();
        recording = folder.resolve("a.jfr");
        page = folder.resolve("report.html");
        // Sleeps of 150 ms are so long that no load of the machine hides them.
        BothProfilers.record(recording, "10ms", PlantedSpans.class, "1", "2000", "20000", "150", "1", "sleep", "none");
        CommandLineRun run = CommandLineRun.of("report", recording.toString(), "--output", page.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
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
        reopen();
    }

    @AfterEach
    void nothingWasLoadedAndNothingWentWrong() {
        assertThat(browser.consoleProblems()).isEmpty();
        assertThat(browser.requests()).isEmpty();
    }

    private static void reopen() throws IOException {
        browser.open(page, "");
        browser.waitUntil("return document.documentElement.dataset.report === 'ready'");
        browser.script("document.getElementById('report-tail').scrollIntoView()");
    }

    private static String words() {
        return browser.text("#tail [aria-live] p");
    }

    private static List<String> cells(String row) {
        return ((List<?>) browser.script(
                        "return [...document.querySelector(arguments[0]).cells].map((cell) => cell.textContent)", row))
                .stream().map(String::valueOf).toList();
    }

    private static void slide(String slider, double share) {
        browser.script(
                "const input = document.getElementById(arguments[0]);"
                        + "input.value = Math.round(arguments[1] * input.max); input.dispatchEvent(new Event('input'))",
                slider,
                share);
    }

    private static JsonNode explained(String... more) throws Exception {
        List<String> words = new ArrayList<>(List.of("explain", recording.toString(), "--json", "--span", "sleep"));
        words.addAll(Arrays.asList(more));
        CommandLineRun run = CommandLineRun.of(words.toArray(String[]::new));
        assertThat(run.exitCode()).as(run.err()).isZero();
        return new ObjectMapper().readTree(run.out());
    }

    private static String nanos(JsonNode number) {
        return Quantity.of(Math.round(number.asDouble()), "ns");
    }

    @Test
    void theSlowestAreChosenFirstAndTheReasonIsNamed() throws Exception {
        JsonNode found = explained("--slowest", "1%");
        JsonNode part = found.path("parts").get(0);
        assertThat(part.path("cause").asText()).isEqualTo("sleep");
        assertThat(words())
                .startsWith("20 of 2,000 sleep, p99 to p100, longer than ")
                .contains("the others ");
        assertThat(cells(FIRST_ROW))
                .startsWith(nanos(part.path("excess")))
                .endsWith(nanos(part.path("others")), nanos(part.path("slow")), "asleep");
        assertThat(cells("#tail table tbody tr:last-child"))
                .startsWith(nanos(found.path("excess").path("value")), "100.0 %")
                .endsWith("in all");
        assertThat(browser.text("main")).contains("The 20 slowest of 2,000 sleep, from ");
    }

    /** What the page says to enter is about the same spans. */
    @Test
    void theCommandIsAboutTheSpansThatAreChosen() throws Exception {
        String command = browser.text("#tail .command");
        assertThat(command)
                .startsWith("tallyflame explain " + recording + " --span sleep --slower-than ")
                .endsWith("ns -o chosen.html");
        String[] words = command.split(" ", -1);
        assertThat(explained("--slower-than", words[6]).path("words").get(0).asText())
                .startsWith("The 20 slowest of 2,000 sleep");
    }

    @Test
    void aRangeIsDraggedOverTheCurve() throws IOException {
        WebElement curve = browser.find("#tail svg");
        int left = 70 - 375; // from the middle of the drawing
        browser.actions()
                .moveToElement(curve, left + 5, 0)
                .clickAndHold()
                .moveToElement(curve, left + 60, 0)
                .moveToElement(curve, left + 120, 0)
                .release()
                .perform();
        assertThat(words()).contains(" of 2,000 sleep, p").doesNotContain("to p100");
        assertThat(browser.text("#tail .command"))
                .startsWith("tallyflame flame ")
                .contains(" --between p");
        browser.screenshot("report-tail-range");
        browser.actions().moveToElement(curve, left + 330, 0).click().perform();
        assertThat(words()).contains("to p100");
    }

    @Test
    void slidersDoTheSameAndAllSpansHaveNoOthers() {
        slide("tail-from-1", 0);
        assertThat(words()).startsWith("2,000 of 2,000 sleep, p0 to p100, ").doesNotContain("the others");
        assertThat(cells("#tail table tbody tr:last-child"))
                .startsWith("", "", "")
                .endsWith("in all");
        slide("tail-to-1", 0.5);
        assertThat(words()).doesNotContain("p100");
        browser.script("const e = document.getElementById('tail-name'); e.selectedIndex = 1;"
                + " e.dispatchEvent(new Event('change'))");
        assertThat(words()).startsWith("20 of 2,000 none, ");
    }

    @Test
    void axeHasNothingAgainstItInLightAndDarkAndItFitsATelephone() throws IOException {
        browser.screenshot("report-tail-light");
        assertThat(browser.accessibilityProblems()).isEmpty();
        browser.prefersDark(true);
        reopen();
        browser.screenshot("report-tail-dark");
        assertThat(browser.accessibilityProblems()).isEmpty();
        browser.viewport(400, 800, 1);
        reopen();
        // Which rows have words for screen readers, and which sentences long names, depends on what was recorded.
        browser.script("document.querySelectorAll('.wide td:last-child').forEach(cell => cell.insertAdjacentHTML("
                + "'beforeend', '<span class=\"unseen\">words</span>'));"
                + "document.querySelectorAll('main p').forEach(words => words.append(' ' + 'long'.repeat(50)))");
        assertThat((Long) browser.script("return document.documentElement.scrollWidth - innerWidth"))
                .as("pixels that the page is too wide")
                .isLessThanOrEqualTo(0);
        browser.screenshot("report-tail-400");
    }
}
