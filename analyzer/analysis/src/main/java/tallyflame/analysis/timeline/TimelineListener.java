package tallyflame.analysis.timeline;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tallyflame.flamegraphs.Ledger.Loss;
import tallyflame.recordings.event.ChunkEvents;

/** Hears the events of a timeline while the chunks of recordings are read for whatever else, in any order and by several threads. */
public final class TimelineListener {
    /** What was heard of the chunk at an offset. */
    private record Heard(long offset, TimelineReader events) {}

    private final Map<Path, List<Heard>> recordings = new LinkedHashMap<>();
    private final Consumer<ChunkEvents> others;

    /**
     * Hears nothing yet.
     *
     * @param recordings those of one machine; chunks of others are passed over
     * @param others listens to the events of the same chunks; several at a time
     */
    public TimelineListener(List<Path> recordings, Consumer<ChunkEvents> others) {
        recordings.forEach(recording -> this.recordings.put(recording, new ArrayList<>()));
        this.others = others;
    }

    /** Is told the events of a chunk, which is about to be read. */
    public synchronized void listen(ChunkEvents chunk) {
        List<Heard> heard = recordings.get(chunk.recording());
        if (heard != null) {
            others.accept(chunk);
            heard.add(new Heard(chunk.offset(), new TimelineReader().listen(chunk)));
        }
    }

    /**
     * The timeline, once all is read.
     *
     * @param losses what could not be read, the first for each recording being named
     */
    public Timeline timeline(List<Loss> losses) {
        return timeline(losses, Map.of());
    }

    Timeline timeline(List<Loss> losses, Map<Path, String> unreadable) {
        TimelineReader all = new TimelineReader();
        List<String> problems = new ArrayList<>();
        recordings.forEach((recording, chunks) -> {
            if (unreadable.containsKey(recording)) {
                problems.add(recording.getFileName() + ": not in the timeline: " + unreadable.get(recording));
            }
            chunks.sort(Comparator.comparingLong(Heard::offset));
            chunks.forEach(chunk -> all.add(chunk.events()));
            losses.stream()
                    .filter(loss -> loss.file().equals(recording.toString()))
                    .map(loss -> recording.getFileName() + ": not all of it is in the timeline: " + loss.reason())
                    .limit(1)
                    .forEach(problems::add);
        });
        return all.timeline(problems);
    }
}
