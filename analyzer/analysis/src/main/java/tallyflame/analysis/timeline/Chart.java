package tallyflame.analysis.timeline;

import java.util.List;

/**
 * Quantities of one unit over time, to be drawn into one chart.
 *
 * @param title what is shown
 * @param unit {@code %}, {@code bytes}, {@code bytes/s}, {@code threads} or {@code ms}
 * @param steps whether the values are sums over a stretch of time, which are drawn as bars
 * @param series at least one
 */
public record Chart(String title, String unit, boolean steps, List<Series> series) {
    public Chart {
        series = List.copyOf(series);
    }
}
