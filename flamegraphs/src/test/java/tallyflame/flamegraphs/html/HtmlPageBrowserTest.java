package tallyflame.flamegraphs.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.TestProfiles;

/** The page in a real browser. */
class HtmlPageBrowserTest {
    private static final Path FOLDER = Path.of("target", "pages");

    private static Browser browser;

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

    private static Path page(String name, PageOptions options, Profile... profiles) throws IOException {
        Path file = Files.createDirectories(FOLDER).resolve(name + ".html");
        try (OutputStream out = Files.newOutputStream(file)) {
            new HtmlPage(options).write(List.of(profiles), out);
        }
        return file;
    }

    @Test
    void showsALargeProfile() throws IOException {
        Path page = page(
                "random",
                PageOptions.titled("Random stacks"),
                TestProfiles.random("cpu", 4000, 40, 1),
                TestProfiles.random("wall", 1000, 20, 2));
        browser.open(page, "");
        browser.waitUntil("return document.getElementById('timeline-text').textContent !== ''");
        browser.hoverGraph(300, 200);
        browser.screenshot("random-light");
        assertThat(browser.consoleProblems()).isEmpty();
        assertThat(browser.requests()).isEmpty();
    }
}
