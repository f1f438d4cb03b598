package tallyflame.recordings.sample;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.List;
import tallyflame.flamegraphs.Ledger;
import tallyflame.recordings.chunk.ChunkHeader;
import tallyflame.recordings.chunk.LongIntMap;

/**
 * The samples of one kind in one chunk, counted by stack before any stack is decoded; and what was left out. Written by one
 * thread; then read by many, each of which may {@link #claim} stacks.
 *
 * <p>Writers number stacks from a small number on, in the order in which they later store them. So the number of a stack is
 * directly the index of its counts, which keeps neighbours together; only large numbers are hashed.
 */
public final class SampleCounts {
    /** Most that {@link #direct} may be. */
    private static final int MOST_DIRECT = 1 << 23;

    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);

    private static final long CLAIMED = Long.MIN_VALUE;

    private final boolean weighed;
    /** Numbers of stacks below this bound are slots; slots from it on are those of hashed stacks. */
    private final int direct;
    /** The single samples, or {@code null} if they are not kept. */
    private SampleRows rows;
    /** What of the samples is about classes, or {@code null} if none is. */
    private SubjectCounts subjects;

    /** Samples by slot, with the sign bit set once the stack is claimed. */
    private long[] samples = {};

    private long[] weights = {};
    /** Whether what events weigh differs, so that sums of squares are kept. */
    private boolean squared;
    /** Sums of the squares of what events weigh, by slot; of those without a weight of their own, of their numbers of samples. */
    private double[] squares = {};

    private final LongIntMap hashed = new LongIntMap();
    private long[] hashedSamples = {};
    private long[] hashedWeights = {};
    private double[] hashedSquares = {};

    /** Whether some events were drawn with a probability below 1 that is known. */
    boolean drawn;
    /** Whether some events were drawn with a probability that is not known. */
    boolean biased;

    /** Where the events are calls, these; {@code null} where not, and once those within others are taken out. */
    TracedCalls calls;

    /** Time between the samples of events that stand for several, in nanoseconds, and how often it passed. */
    private long spanNanos;

    private long spanSteps;

    long total;
    long outsideWindow;
    long outsideRange;
    long outsideSpans;
    long otherThreads;
    long withoutStack;

    /**
     * Counts nothing yet.
     *
     * @param chunk header of the chunk, whose size bounds the memory that numbers of stacks alone may cost
     */
    SampleCounts(EventKind kind, boolean keepSamples, ChunkHeader chunk) {
        direct = (int) Math.min(MOST_DIRECT, Math.max(1 << 6, (chunk.end() - chunk.start()) / 4));
        weighed = kind.weight() != EventKind.Weight.INTERVAL;
        squared = kind.weight() == EventKind.Weight.FIELD;
        rows = keepSamples ? new SampleRows(Math.floorDiv(chunk.startNanos(), 1_000_000L), weighed) : null;
    }

    /** Counts the samples of an event and answers the slot of its stack. */
    int add(long stack, long count, long weight) {
        assert count >= 0 : "the sign tells whether a stack is claimed";
        if (count != 1 && !squared) {
            keepSquares();
        }
        if (stack < 0 || stack >= direct) {
            return addHashed(stack, count, weight);
        }
        int slot = (int) stack;
        if (slot >= samples.length) {
            int capacity = Math.min(direct, Math.max(slot + 1, Math.max(1 << 10, 2 * samples.length)));
            samples = Arrays.copyOf(samples, capacity);
            weights = weighed ? Arrays.copyOf(weights, capacity) : weights;
            squares = squared ? Arrays.copyOf(squares, capacity) : squares;
        }
        samples[slot] += count;
        if (weighed) {
            weights[slot] += weight;
        }
        if (squared) {
            squares[slot] += square(count, weight);
        }
        return slot;
    }

    /** Notes how long it took to take samples at equal distances. */
    void spanned(long nanos, long steps) {
        spanNanos += Math.min(nanos, Long.MAX_VALUE - spanNanos);
        spanSteps += steps;
    }

    long spanNanos() {
        return spanNanos;
    }

    long spanSteps() {
        return spanSteps;
    }

    private double square(long count, long weight) {
        double own = weighed ? weight : count;
        return own * own;
    }

    /** Keeps sums of squares from now on; so far every event was one sample. */
    private void keepSquares() {
        squared = true;
        squares = new double[samples.length];
        Arrays.setAll(squares, slot -> samples[slot]);
        hashedSquares = new double[hashedSamples.length];
        Arrays.setAll(hashedSquares, slot -> hashedSamples[slot]);
    }

    /**
     * Notes that samples just counted are about a class, and answers what stands for their slot in {@link SampleRows}.
     *
     * @param subject row of the class in the chunk's pool
     */
    int addSubject(int slot, int subject, long count, long weight) {
        if (subjects == null) {
            subjects = new SubjectCounts();
        }
        return ~subjects.add(slot, subject, count, weight, square(count, weight));
    }

    /**
     * Lets an event weigh less than it was counted with.
     *
     * @param place its slot, or what {@link #addSubject} answered
     * @param row its number among the single samples, if those are kept
     * @param weight what it was counted with
     */
    void lessen(int place, int row, long weight, long less) {
        double square = square(1, weight) - square(1, weight - less);
        int slot = place < 0 ? subjects.slot(~place) : place;
        if (slot < direct) {
            weights[slot] -= less;
            squares[slot] -= square;
        } else {
            hashedWeights[slot - direct] -= less;
            hashedSquares[slot - direct] -= square;
        }
        if (place < 0) {
            subjects.lessen(~place, less, square);
        }
        if (rows != null) {
            rows.lessen(row, less);
        }
    }

    /** Whether no event has a weight. */
    boolean isWeightless() {
        return Arrays.stream(weights).allMatch(weight -> weight == 0)
                && Arrays.stream(hashedWeights).allMatch(weight -> weight == 0);
    }

    /** Lets every event weigh 1; nobody has claimed a stack yet. */
    void weighAlike() {
        weights = samples.clone();
        hashedWeights = hashedSamples.clone();
        keepSquares();
        if (subjects != null) {
            subjects.weighAlike();
        }
        if (rows != null) {
            rows.weighAlike();
        }
    }

    private int addHashed(long stack, long count, long weight) {
        int slot = hashed.add(stack);
        if (slot >= hashedSamples.length) {
            int capacity = Math.max(64, 2 * slot);
            hashedSamples = Arrays.copyOf(hashedSamples, capacity);
            hashedWeights = Arrays.copyOf(hashedWeights, capacity);
            hashedSquares = squared ? Arrays.copyOf(hashedSquares, capacity) : hashedSquares;
        }
        hashedSamples[slot] += count;
        hashedWeights[slot] += weight;
        if (squared) {
            hashedSquares[slot] += square(count, weight);
        }
        return direct + slot;
    }

    /** The slot of a stack that was sampled and that nobody has folded yet, now claimed by the caller; otherwise negative. */
    public int claim(long stack) {
        if (stack >= 0 && stack < samples.length) {
            return samples[(int) stack] > 0 && (long) LONGS.getAndBitwiseOr(samples, (int) stack, CLAIMED) > 0
                    ? (int) stack
                    : LongIntMap.ABSENT;
        }
        int slot = hashed.get(stack);
        return slot >= 0 && (long) LONGS.getAndBitwiseOr(hashedSamples, slot, CLAIMED) > 0
                ? direct + slot
                : LongIntMap.ABSENT;
    }

    /** Takes back the claim of a slot whose stack turned out to be unreadable: its samples count as unresolved. */
    public void release(int slot) {
        if (slot < direct) {
            LONGS.getAndBitwiseAnd(samples, slot, ~CLAIMED);
        } else {
            LONGS.getAndBitwiseAnd(hashedSamples, slot - direct, ~CLAIMED);
        }
    }

    private long marked(int slot) {
        return slot < direct ? samples[slot] : hashedSamples[slot - direct];
    }

    /** Whether a stack was claimed. */
    public boolean isFolded(int slot) {
        return marked(slot) < 0;
    }

    /** Samples of a slot. */
    public long samples(int slot) {
        return marked(slot) & ~CLAIMED;
    }

    /** Weight of the samples of a slot; only where samples have weights of their own. */
    public long weight(int slot) {
        return slot < direct ? weights[slot] : hashedWeights[slot - direct];
    }

    /** Whether what events weigh differs, so that {@link #squares} are known. */
    public boolean squared() {
        return squared;
    }

    /** Sum of the squares of what the events of a slot weigh, or of their numbers of samples where they have no weight of their own. */
    public double squares(int slot) {
        return slot < direct ? squares[slot] : hashedSquares[slot - direct];
    }

    /** One more than the largest slot. */
    public int slots() {
        return hashed.size() > 0 ? direct + hashed.size() : samples.length;
    }

    /** What of the samples is about classes, or {@code null} if none is. */
    public SubjectCounts subjects() {
        return subjects;
    }

    /** The single samples, or {@code null}. */
    public SampleRows rows() {
        return rows;
    }

    /** Lets go of the single samples. */
    public void dropRows() {
        rows = null;
    }

    /** The ledger of this chunk and kind, once all stacks are folded; truncated and failed samples are counted elsewhere. */
    public Ledger ledger() {
        long kept = 0;
        long unresolved = 0;
        for (long[] counts : List.of(samples, hashedSamples)) {
            for (long count : counts) {
                if (count < 0) {
                    kept += count & ~CLAIMED;
                } else {
                    unresolved += count;
                }
            }
        }
        return new Ledger(
                total,
                kept,
                outsideWindow,
                outsideRange,
                outsideSpans,
                otherThreads,
                0,
                withoutStack,
                unresolved,
                0,
                0,
                0,
                0,
                List.of(),
                List.of());
    }
}
