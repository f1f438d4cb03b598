package tallyflame.analysis.functions;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.Quantity;
import tallyflame.flamegraphs.StackForest;

/**
 * Where the weight of a profile went: each stack counts for the part that its top frame belongs to, or for the compiler or the
 * garbage collector if these are on it.
 *
 * @param weights weight of each part that has any; they add up to {@code total}
 * @param total weight of all stacks
 * @param ownOnStack weight of the stacks with any of the user's own code
 */
@SuppressWarnings("EnumOrdinal") // places in arrays that live as long as one call, in a pass over millions of nodes
public record Parts(Map<Part, Long> weights, long total, long ownOnStack) {
    /** A frame that is no code, and so counts for what it is called by. */
    static final byte NO_CODE = -1;

    /** All that a frame calls is of its part. */
    private static final int WHOLE = 0x20;

    /** The user's own code is on the stack. */
    private static final int OWN = 0x40;

    /** Sums a profile's stacks. */
    static Parts of(StackForest tree, boolean[] ownMethods) {
        byte[] ofFrame = ofFrames(tree.frames(), ownMethods);
        // A node has a larger number than its parent, so one pass knows the parent's part.
        byte[] parts = new byte[tree.size()];
        parts[StackForest.ROOT] = (byte) Part.JVM.ordinal();
        long[] sums = new long[Part.values().length];
        long ownOnStack = 0;
        for (int node = 1; node < parts.length; node++) {
            byte above = parts[tree.parent(node)];
            byte frame = ofFrame[tree.frame(node)];
            int part = frame == NO_CODE || (above & WHOLE) != 0 ? above & ~OWN : frame;
            parts[node] = (byte) (part | (above & OWN) | (frame == Part.OWN.ordinal() ? OWN : 0));
            int stack = tree.stack(node);
            if (stack != 0) {
                sums[part & ~WHOLE] += tree.stackWeight(stack);
                ownOnStack += (parts[node] & OWN) != 0 ? tree.stackWeight(stack) : 0;
            }
        }
        return of(sums, tree.weight(), ownOnStack);
    }

    private static Parts of(long[] sums, long total, long ownOnStack) {
        Map<Part, Long> weights = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            if (sums[part.ordinal()] > 0) {
                weights.put(part, sums[part.ordinal()]);
            }
        }
        return new Parts(weights, total, ownOnStack);
    }

    /** The same sums, of stacks that come one after another. One thread. */
    static final class Sums {
        private final long[] sums = new long[Part.values().length];
        private long ownOnStack;

        /** Adds the weight of a stack, given what {@link Parts#above} says of all its frames from the top down. */
        void add(int part, long weight, boolean hasOwn) {
            sums[part == NO_CODE ? Part.JVM.ordinal() : part & ~WHOLE] += weight;
            ownOnStack += hasOwn ? weight : 0;
        }

        void add(Sums other) {
            for (int part = 0; part < sums.length; part++) {
                sums[part] += other.sums[part];
            }
            ownOnStack += other.ownOnStack;
        }

        Parts of(long total) {
            return Parts.of(sums, total, ownOnStack);
        }
    }

    /** The part of a stack down to a frame, given that of the frames above: that of the first code, unless a frame takes all it calls. */
    static int above(int part, int frame) {
        return frame != NO_CODE && (part == NO_CODE || (frame & WHOLE) != 0) ? frame : part;
    }

    private static byte[] ofFrames(Frames frames, boolean[] ownMethods) {
        byte[] parts = new byte[frames.size()];
        for (int frame = 0; frame < parts.length; frame++) {
            parts[frame] = code(frames, frame, ownMethods[frames.methodOf(frame)]);
        }
        return parts;
    }

    /** The part of a frame as a number. */
    static byte code(Frames frames, int frame, boolean own) {
        Part part = Part.of(frames, frame, own);
        return part == null ? NO_CODE : (byte) (part.ordinal() | (part.isWhole() ? WHOLE : 0));
    }

    /** Whether all that a frame calls is of its part, given that as {@link #code}. */
    static boolean isWhole(int code) {
        return code != NO_CODE && (code & WHOLE) != 0;
    }

    /** The share of all weight that a part has. */
    public double share(Part part) {
        return total == 0 ? 0 : (double) weights.getOrDefault(part, 0L) / total;
    }

    /** Whether the profiler has met nothing but code of Java and libraries, as those that see no other do. */
    boolean withoutMachine() {
        return Collections.disjoint(weights.keySet(), EnumSet.of(Part.KERNEL, Part.JIT, Part.GC, Part.JVM));
    }

    /** The parts as the end of a sentence, the user's own code first, then the largest. */
    String words() {
        List<Part> order = new ArrayList<>(weights.keySet());
        order.sort(Comparator.comparing((Part part) -> part != Part.OWN)
                .thenComparing(Comparator.comparingLong((Part part) -> weights.get(part))
                        .reversed()));
        return String.join(
                ", ",
                order.stream()
                        .map(part -> Quantity.percent(share(part)) + " " + part.words())
                        .toList());
    }
}
