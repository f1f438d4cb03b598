package tallyflame.analysis.timeline;

import java.util.List;

/**
 * One quantity over time.
 *
 * @param name what it is
 * @param times milliseconds since 1970, ascending
 * @param values one for each time
 */
public record Series(String name, List<Double> times, List<Double> values) {
    public Series {
        times = List.copyOf(times);
        values = List.copyOf(values);
    }
}
