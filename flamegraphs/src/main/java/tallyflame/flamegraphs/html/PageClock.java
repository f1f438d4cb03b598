package tallyflame.flamegraphs.html;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.Samples;

/**
 * The time that all events of a page have in common, so that a range of it means the same for each.
 *
 * @param startMillis wall-clock time of the first sample of any event, in milliseconds since 1970
 * @param spanMillis from there to just after the last sample of any event
 */
record PageClock(long startMillis, long spanMillis) {
    static PageClock of(List<Profile> profiles) {
        List<Samples> timed = profiles.stream()
                .map(Profile::samples)
                .flatMap(Optional::stream)
                .filter(samples -> samples.size() > 0)
                .toList();
        long start = timed.stream().mapToLong(Samples::startMillis).min().orElse(0);
        long end = timed.stream()
                .mapToLong(samples -> samples.startMillis()
                        + Arrays.stream(samples.millis()).max().orElse(0)
                        + 1)
                .max()
                .orElse(1);
        return new PageClock(start, end - start);
    }

    /** Milliseconds from the start of the page's time to the start of an event's own. */
    long offset(Samples samples) {
        return samples.size() == 0 ? 0 : samples.startMillis() - startMillis;
    }
}
