package tallyflame.flamegraphs.html;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Takes pictures of pages for documents; {@code scripts/screenshots} runs it. Each line of the file that the property {@code pictures}
 * names is a picture: its name, the page, and what is clicked before, as selectors, all separated by tabs. A selector after {@code @} is
 * scrolled to instead, and one after {@code ?} is waited for.
 */
class PagePictures {
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 720;

    @Test
    void take() throws IOException {
        try (Browser browser = Browser.start()) {
            browser.viewport(WIDTH, HEIGHT, 1);
            for (String line : Files.readAllLines(Path.of(System.getProperty("pictures")))) {
                List<String> parts = List.of(line.split("\t"));
                browser.openAndTime(Path.of(parts.get(1)));
                parts.subList(2, parts.size()).forEach(step -> step(browser, step));
                browser.screenshot(parts.get(0));
            }
        }
    }

    private static void step(Browser browser, String step) {
        String css = step.replaceFirst("^[@?]", "");
        browser.waitUntil(
                "const element = document.querySelector(arguments[0]); return !!element && element.getClientRects().length > 0",
                css);
        if (step.startsWith("@")) {
            browser.script("document.querySelector(arguments[0]).scrollIntoView()", css);
        } else if (!step.startsWith("?")) {
            browser.find(css).click();
        }
        // What follows is drawn at the next frame.
        browser.script("window.drawn = false;"
                + "requestAnimationFrame(() => requestAnimationFrame(() => { window.drawn = true; }))");
        browser.waitUntil("return window.drawn");
    }
}
