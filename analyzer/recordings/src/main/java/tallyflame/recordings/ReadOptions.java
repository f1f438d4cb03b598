package tallyflame.recordings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import tallyflame.flamegraphs.FrameDetail;
import tallyflame.recordings.event.ChunkEvents;
import tallyflame.recordings.sample.WindowSet;

/** What to read from recordings and how. Immutable: every change makes a copy. */
public final class ReadOptions {
    private Set<String> events = Set.of();
    private boolean everything;
    private boolean primaryOnly;
    private List<String> primary = List.of();
    private Optional<String> thread = Optional.empty();
    private List<BiPredicate<String, String>> shownFrom = List.of();
    private Optional<Duration> from = Optional.empty();
    private Optional<Duration> to = Optional.empty();
    private boolean measuredWindowOnly = true;
    private List<Path> marks = List.of();
    private Optional<Map<Path, WindowSet>> within = Optional.empty();
    private Map<Path, WindowSet> marking = Map.of();
    private List<Recorders> alternatives = List.of();
    private LongPredicate chunks = offset -> true;
    private boolean normalizeHidden;
    private boolean keepSamples;
    private FrameDetail detail = FrameDetail.LINES;
    private int parallelism = Runtime.getRuntime().availableProcessors();

    private Consumer<ChunkEvents> listener = chunk -> {};

    private ReadOptions() {}

    /** Every kind of event, all threads and times within the measured window, as many threads as there are processors. */
    public static ReadOptions defaults() {
        return new ReadOptions();
    }

    private ReadOptions changed(Consumer<ReadOptions> change) {
        ReadOptions copy = new ReadOptions();
        copy.events = events;
        copy.everything = everything;
        copy.primaryOnly = primaryOnly;
        copy.primary = primary;
        copy.thread = thread;
        copy.shownFrom = shownFrom;
        copy.from = from;
        copy.to = to;
        copy.measuredWindowOnly = measuredWindowOnly;
        copy.marks = marks;
        copy.within = within;
        copy.marking = marking;
        copy.alternatives = alternatives;
        copy.chunks = chunks;
        copy.normalizeHidden = normalizeHidden;
        copy.keepSamples = keepSamples;
        copy.detail = detail;
        copy.parallelism = parallelism;
        copy.listener = listener;
        change.accept(copy);
        return copy;
    }

    /** Names of the kinds of event to fold: short ones such as {@code cpu} or full names of event types; empty for all. */
    public Set<String> events() {
        return events;
    }

    /** Whether all events that have a stack are folded where {@link #events} is empty, not only those that are samples by design. */
    public boolean everything() {
        return everything;
    }

    /** Whether to fold only the most telling kind where {@link #events} is empty. */
    public boolean primaryOnly() {
        return primaryOnly;
    }

    /** Kinds of event that come before the usual ones, the most telling first; see {@link #withPrimary}. */
    public List<String> primary() {
        return primary;
    }

    /** Glob that names of threads must match. */
    public Optional<String> thread() {
        return thread;
    }

    /** Tells of functions and their callers whether stacks are shown from there; see {@link #withShownFrom}. */
    public List<BiPredicate<String, String>> shownFrom() {
        return shownFrom;
    }

    /** Start of the time range, from the start of the earliest chunk. */
    public Optional<Duration> from() {
        return from;
    }

    /** End of the time range, from the start of the earliest chunk. */
    public Optional<Duration> to() {
        return to;
    }

    /** Whether to leave out samples outside the measured window where the recordings mark one. */
    public boolean measuredWindowOnly() {
        return measuredWindowOnly;
    }

    /** Whether samples are left out that a whole run has in its measured window, or samples outside of it are not. */
    public boolean part() {
        return thread.isPresent()
                || !shownFrom.isEmpty()
                || from.isPresent()
                || to.isPresent()
                || within.isPresent()
                || !measuredWindowOnly;
    }

    /** Time ranges of threads outside which samples are left out, for each recording; those of others are left out entirely. */
    public Optional<Map<Path, WindowSet>> within() {
        return within;
    }

    /** Recordings of JVMs that may have the same events twice; none of those that one recorder made. */
    public List<Recorders> alternatives() {
        return alternatives;
    }

    /** Which chunks are folded, by their offsets in their files. */
    public LongPredicate chunks() {
        return chunks;
    }

    /** Whether names of hidden classes and lambdas lose the parts that differ from run to run. */
    public boolean normalizeHidden() {
        return normalizeHidden;
    }

    /** Whether profiles keep their single samples. */
    public boolean keepSamples() {
        return keepSamples;
    }

    /** How much of each frame is kept. */
    public FrameDetail detail() {
        return detail;
    }

    /** How many threads may work, at least 1. */
    public int parallelism() {
        return parallelism;
    }

    /** These options for some kinds of event only. */
    public ReadOptions withEvents(String... names) {
        return changed(copy -> {
            copy.events = Set.of(names);
            copy.primaryOnly = false;
        });
    }

    /** These options for all events that have a stack. */
    public ReadOptions withEverything() {
        return changed(copy -> {
            copy.events = Set.of();
            copy.primaryOnly = false;
            copy.everything = true;
        });
    }

    /** These options for the most telling kind of event only. */
    public ReadOptions withPrimaryEvent() {
        return changed(copy -> {
            copy.events = Set.of();
            copy.primaryOnly = true;
        });
    }

    /**
     * These options with other kinds of event as the most telling ones: those that something was recorded for. Where only the
     * most telling kind is folded and none of these has samples, there is nothing: another kind is no answer.
     *
     * @param names the most telling first; empty for the usual order
     */
    public ReadOptions withPrimary(List<String> names) {
        return changed(copy -> copy.primary = List.copyOf(names));
    }

    /** These options for threads whose names match a glob. */
    public ReadOptions withThread(String glob) {
        return changed(copy -> copy.thread = Optional.of(glob));
    }

    /**
     * These options for stacks in which each of some rules finds a function, shown from there: without what is between the root and
     * the first function, from the root on, of which the rule tells so. Stacks without one are left out.
     *
     * @param rules ask of the full name of a function and that of its caller, empty at the root; each sees what the one before it
     *     leaves; several threads may ask
     */
    public ReadOptions withShownFrom(List<BiPredicate<String, String>> rules) {
        return changed(copy -> copy.shownFrom = List.copyOf(rules));
    }

    /** These options for a time range; {@code null} leaves an end open. */
    public ReadOptions withRange(Duration start, Duration end) {
        return changed(copy -> {
            copy.from = Optional.ofNullable(start);
            copy.to = Optional.ofNullable(end);
        });
    }

    /** These options with the measured window respected or not. */
    public ReadOptions withMeasuredWindowOnly(boolean only) {
        return changed(copy -> copy.measuredWindowOnly = only);
    }

    /** Recordings of which nothing is read but the measured windows that they mark. */
    public List<Path> marks() {
        return marks;
    }

    /**
     * These options with the measured windows that other recordings in the same folder mark, too.
     *
     * @param recordings of the same program, which are not among those that are read
     */
    public ReadOptions withMarksOf(List<Path> recordings) {
        return changed(copy -> copy.marks = List.copyOf(recordings));
    }

    /**
     * These options for some time ranges of some threads only.
     *
     * @param windows for each recording those of its JVM
     */
    public ReadOptions withinWindows(Map<Path, WindowSet> windows) {
        return changed(copy -> copy.within = Optional.of(Map.copyOf(windows)));
    }

    /** Time ranges whose numbers single samples in them have, for each recording. */
    public Map<Path, WindowSet> marking() {
        return marking;
    }

    /**
     * These options with single samples marked by the number of the innermost time range that their thread was in.
     *
     * @param windows for each recording those of its JVM
     */
    public ReadOptions withMarking(Map<Path, WindowSet> windows) {
        return changed(copy -> copy.marking = Map.copyOf(windows));
    }

    /** These options with other {@link #alternatives}. */
    public ReadOptions withAlternatives(List<Recorders> jvms) {
        return changed(copy -> copy.alternatives = List.copyOf(jvms));
    }

    /**
     * These options for some chunks only. The others are read, for what they say about these, and count as duplicates.
     *
     * @param offsets tells which, by where they begin in their files
     */
    public ReadOptions withChunks(LongPredicate offsets) {
        return changed(copy -> copy.chunks = offsets);
    }

    /** These options with names of hidden classes normalised or not. */
    public ReadOptions withNormalizedHidden(boolean normalize) {
        return changed(copy -> copy.normalizeHidden = normalize);
    }

    /** These options with single samples kept or not. */
    public ReadOptions withSamples(boolean keep) {
        return changed(copy -> copy.keepSamples = keep);
    }

    /** These options with more or less of each frame kept. */
    public ReadOptions withDetail(FrameDetail kept) {
        return changed(copy -> copy.detail = kept);
    }

    /** These options for a number of threads. */
    public ReadOptions withParallelism(int threads) {
        return changed(copy -> copy.parallelism = threads);
    }

    /** What hears the events of each chunk while its samples are counted; told of several chunks at once. */
    public Consumer<ChunkEvents> listener() {
        return listener;
    }

    /**
     * These options with something that hears other events in the same pass over the file.
     *
     * @param other registers handlers at each chunk before it is read
     */
    public ReadOptions withListener(Consumer<ChunkEvents> other) {
        return changed(copy -> copy.listener = other);
    }
}
