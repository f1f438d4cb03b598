package tallyflame.annotations;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** What was counted between the two ends of a {@link Mark}, as raw counters; for use by one thread at a time. */
public final class Difference {
    private final Object counted;

    Difference(Object counted) {
        this.counted = counted;
    }

    /** Adds another one of the same session of counting to this one, which is how spans of a name are summed up. */
    @SuppressWarnings("unchecked")
    public void add(Difference other) {
        ((Consumer<Object>) counted).accept(other.counted);
    }

    /**
     * The bytes of a count file: hits and branches of every counted class are derived where it is read. Methods whose counts
     * cannot be known, because a call of theirs stood at an end of the mark at a place that is ambiguous, are not among
     * them, but named as uncounted.
     */
    public byte[] countFile() {
        return countFile(type -> true);
    }

    /** {@link #countFile()} of those classes whose binary names are wanted, which takes less time. */
    @SuppressWarnings("unchecked")
    public byte[] countFile(Predicate<String> classes) {
        return ((Function<Predicate<String>, byte[]>) counted).apply(classes);
    }
}
