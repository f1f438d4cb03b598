package tallyflame.flamegraphs.html;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Times pages in the browser: until the first picture, and each zoom. Only runs when asked for by {@code scripts/bench-page};
 * it judges nothing. Pages of other tools have no mark of their own, so for them the end of loading counts.
 */
@EnabledIfSystemProperty(named = "bench.pages", matches = ".+")
class PageBenchmark {
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);

    @Test
    void timePages() throws IOException {
        List<String> lines = new ArrayList<>(List.of("page,bytes,first_picture_ms,zoom_median_ms,zoom_max_ms"));
        for (String name : System.getProperty("bench.pages").split(",", -1)) {
            lines.add(time(Path.of(name)));
        }
        Files.write(Path.of("target", "bench-page.csv"), lines);
    }

    private static String time(Path page) throws IOException {
        List<Double> first = new ArrayList<>();
        List<Double> zooms = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            try (Browser browser = Browser.start()) {
                first.add(browser.openAndTime(page));
                zooms.addAll(zoom(browser));
            }
        }
        return String.format(
                Locale.ROOT,
                "%s,%d,%.0f,%.1f,%.1f",
                page.getFileName(),
                Files.size(page),
                median(first),
                median(zooms),
                zooms.isEmpty() ? 0.0 : (double) Collections.max(zooms));
    }

    /** Zooms in ten times at the same place, and reads how long the page took to lay out and draw. */
    private static List<Double> zoom(Browser browser) {
        if (!Boolean.TRUE.equals(browser.script("return document.documentElement.dataset.ready === 'true'"))) {
            return List.of();
        }
        browser.script("performance.clearMeasures()");
        for (int row = 2; row < 12; row++) {
            browser.clickGraph(200, row * 19 + 9, false);
            browser.press("i");
            browser.press("i");
        }
        List<Double> times = new ArrayList<>();
        for (Object time :
                (List<?>) browser.script("return performance.getEntriesByName('draw').map((e) => e.duration)")) {
            times.add(((Number) time).doubleValue());
        }
        return times;
    }

    private static Double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.isEmpty() ? Double.valueOf(0) : sorted.get(sorted.size() / 2);
    }
}
