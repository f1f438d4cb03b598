package tallyflame.agent.mark;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import tallyflame.agent.instrument.CountedClass;
import tallyflame.counts.Uncounted;
import tallyflame.counts.file.ClassSnapshot;

/** What marks need to know of the session that counts. */
public interface Counting {
    /** The counted classes; new ones are added at the end. */
    List<CountedClass> classes();

    /** Whether a class of a binary name is counted. */
    boolean isCounted(String type);

    /** How many bytes of each block are in use. */
    long used();

    /**
     * Bytes of one object of each allocation site, by class, as far as they are known; see {@link ClassSnapshot}. Empty if allocations
     * are not counted.
     */
    Map<CountedClass, long[]> sizes();

    /** Whether a call of a method was running when its class was made to count, so that it may be one that does not. */
    boolean stoodBefore(String type, String method);

    /** What to hand to {@link #agentEnds} when the agent begins to work in a thread of the application. */
    long agentBegins();

    /** The thread is not charged with what was allocated since. */
    void agentEnds(long before);

    /**
     * Has more classes counted.
     *
     * @param globs separated by semicolons
     * @throws IllegalArgumentException if one is malformed
     * @throws IllegalStateException if it cannot be done
     */
    void count(String globs);

    /**
     * Writes a count file.
     *
     * @param ledger what has no figures, besides what never has
     */
    void write(OutputStream out, List<ClassSnapshot> classes, List<Uncounted> ledger) throws IOException;
}
