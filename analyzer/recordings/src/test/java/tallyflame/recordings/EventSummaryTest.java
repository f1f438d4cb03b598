package tallyflame.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.openjdk.jmc.common.item.IItemIterable;
import org.openjdk.jmc.flightrecorder.JfrLoaderToolkit;

class EventSummaryTest {
    private static Map<String, List<RecordedEvent>> events(Path file) throws Exception {
        Map<String, List<RecordedEvent>> events = new TreeMap<>();
        for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
            events.computeIfAbsent(event.getEventType().getName(), key -> new ArrayList<>())
                    .add(event);
        }
        return events;
    }

    private static List<Path> recordings() throws Exception {
        return List.of(
                Recordings.jdk(),
                Recordings.async("detail", "event=" + Recordings.cpuEvent() + ",interval=1ms,alloc=64k,cstack=vm"));
    }

    @Test
    void theJdksOwnReaderCountsTheSame() throws Exception {
        for (Path file : recordings()) {
            Map<String, List<RecordedEvent>> expected = events(file);
            EventSummary types = EventSummary.of(EventReader.of(file).withParallelism(2));
            assertThat(types.losses()).isEmpty();
            assertThat(types.types()).hasSameSizeAs(expected.keySet());
            for (EventSummary.Row row : types.types()) {
                List<RecordedEvent> events = expected.get(row.name());
                assertThat(row.count()).as(row.name()).isEqualTo(events.size());
                assertThat(row.stacks())
                        .as(row.name())
                        .isEqualTo(events.stream()
                                .filter(event -> event.getStackTrace() != null)
                                .count());
                assertThat(row.timed()).isEqualTo(events.get(0).hasField("duration"));
                long total = events.stream()
                        .mapToLong(event ->
                                row.timed() ? event.getDuration("duration").toNanos() : 0)
                        .sum();
                // Each duration may be rounded to the one nanosecond or the other.
                assertThat(row.total()).as(row.name()).isCloseTo(total, Offset.offset(row.count()));
            }
        }
    }

    @Test
    void missionControlCountsTheSame() throws Exception {
        for (Path file : recordings()) {
            Map<String, Long> expected = new HashMap<>();
            for (IItemIterable items : JfrLoaderToolkit.loadEvents(file.toFile())) {
                expected.merge(items.getType().getIdentifier(), items.getItemCount(), Long::sum);
            }
            expected.values().removeIf(count -> count == 0);
            Map<String, Long> counted = new HashMap<>();
            EventSummary.of(EventReader.of(file).withParallelism(1))
                    .types()
                    .forEach(row -> counted.put(row.name(), row.count()));
            assertThat(counted).isEqualTo(expected);
        }
    }

    @Test
    void twoRecordingsAddUp() throws Exception {
        Path file = Recordings.jdk();
        List<EventSummary.Row> once =
                EventSummary.of(EventReader.of(file).withParallelism(2)).types();
        List<EventSummary.Row> twice =
                EventSummary.of(EventReader.of(file, file).withParallelism(2)).types();
        assertThat(twice).hasSameSizeAs(once);
        for (int i = 0; i < once.size(); i++) {
            EventSummary.Row one = once.get(i);
            assertThat(twice.get(i))
                    .isEqualTo(new EventSummary.Row(
                            one.name(),
                            2 * one.count(),
                            2 * one.stacks(),
                            2 * one.bytes(),
                            one.timed(),
                            2 * one.total(),
                            one.longest()));
        }
        assertThat(once).isSortedAccordingTo((a, b) -> Long.compare(b.count(), a.count()));
    }
}
