package tallyflame.analysis.functions;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import tallyflame.flamegraphs.FrameType;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.StackForest.StackConsumer;

/**
 * Sums stacks up as they are read: by function, by function of the user's own code, and by part of the program. What it answers is what
 * {@link FunctionTable#of}, {@link FunctionTable#folded} and {@link Parts} find in a tree of the same stacks. One thread.
 */
final class FunctionSums implements StackConsumer {
    /** A frame of the user's own code. */
    private static final byte OWN = 1;
    /** A frame that takes all that it calls. */
    private static final byte WHOLE = 2;

    private final Frames frames;
    private final Predicate<String> owns;
    private final Set<String> ownClasses = new TreeSet<>();
    private final StampedSums all = new StampedSums();
    private final StampedSums own = new StampedSums();
    private final Parts.Sums parts = new Parts.Sums();
    /** How many frames are known; of each its function, what it is, that function of the user's own code, and its part. */
    private int known;

    private int[] functions = {};
    private byte[] flags = {};
    private int[] ownFunctions = {};
    private byte[] partOf = {};
    /** By method, one more than its function, and whether it is the user's own; 0 before any of its frames came. */
    private int[] ofMethod = {};

    private boolean[] isOwn = {};

    private long weight;
    private long samples;
    private double squares;
    /** What every sample weighs; 0 before there is one, negative where they differ. */
    private long each;

    /** @param owns tells whether a class, by its name with dots, is the user's own */
    FunctionSums(Frames frames, Predicate<String> owns) {
        this.frames = frames;
        this.owns = owns;
    }

    @Override
    public void add(int[] stack, int from, int to, long ofSamples, long ofWeight, double ofSquares) {
        weigh(ofSamples, ofWeight, ofSquares);
        // Weight without samples, which files of other profilers may have, is in the sum of all and in no function's.
        long counted = ofSamples == 0 ? 0 : ofWeight;
        all.begin(ofSamples, counted, ofSquares);
        own.begin(ofSamples, counted, ofSquares);
        if (frames.size() > known) {
            learn();
        }
        int any = 0;
        for (int i = from; i < to; i++) {
            all.contains(functions[stack[i]]);
            any |= flags[stack[i]];
        }
        if (from < to) {
            all.endsIn(functions[stack[from]]);
            addToPart(stack, from, to, any, ofWeight);
        }
        if ((any & OWN) != 0) {
            addToOwn(stack, from, to);
        }
    }

    /** Adds to the part of the topmost code, or to that which takes all that it calls. */
    private void addToPart(int[] stack, int from, int to, int any, long ofWeight) {
        int part = Parts.NO_CODE;
        boolean whole = (any & WHOLE) != 0;
        for (int i = from; i < to && (whole || part == Parts.NO_CODE); i++) {
            part = Parts.above(part, partOf[stack[i]]);
        }
        parts.add(part, ofWeight, (any & OWN) != 0);
    }

    private void addToOwn(int[] stack, int from, int to) {
        boolean topmost = true;
        for (int i = from; i < to; i++) {
            if ((flags[stack[i]] & OWN) != 0) {
                int function = ownFunctions[stack[i]];
                own.contains(function);
                if (topmost) {
                    own.endsIn(function);
                    topmost = false;
                }
            }
        }
    }

    private void weigh(long ofSamples, long ofWeight, double ofSquares) {
        samples += ofSamples;
        weight += ofWeight;
        squares += ofSquares;
        long one = ofSamples == 0 ? 0 : ofWeight / ofSamples;
        if (one != each || ofWeight != one * ofSamples || ofSquares != (double) one * ofWeight) {
            boolean equal = each == 0 && samples == ofSamples && one > 0 && ofWeight == one * ofSamples;
            if (equal && ofSquares == (double) one * ofWeight) {
                each = one;
            } else {
                differ();
            }
        }
    }

    private void differ() {
        each = -1;
        all.keepSquares();
        own.keepSquares();
    }

    /** Finds out of all frames that are new what they count for. */
    private void learn() {
        int size = frames.size();
        if (size > functions.length) {
            functions = Arrays.copyOf(functions, 2 * size);
            flags = Arrays.copyOf(flags, 2 * size);
            ownFunctions = Arrays.copyOf(ownFunctions, 2 * size);
            partOf = Arrays.copyOf(partOf, 2 * size);
        }
        if (frames.methods() > ofMethod.length) {
            ofMethod = Arrays.copyOf(ofMethod, 2 * frames.methods());
            isOwn = Arrays.copyOf(isOwn, 2 * frames.methods());
        }
        for (; known < size; known++) {
            int method = frames.methodOf(known);
            if (ofMethod[method] == 0) {
                learnMethod(method);
            }
            functions[known] = ofMethod[method] - 1;
            partOf[known] = Parts.code(frames, known, isOwn[method]);
            flags[known] = Parts.isWhole(partOf[known]) ? WHOLE : 0;
            // What is allocated counts for who allocates.
            if (isOwn[method] && frames.type(known) != FrameType.CLASS) {
                flags[known] |= OWN;
                ownFunctions[known] = own.group(frames.functionName(method));
            }
        }
    }

    private void learnMethod(int method) {
        String className = frames.className(method);
        isOwn[method] = !className.isEmpty() && owns.test(className);
        if (isOwn[method]) {
            ownClasses.add(className);
        }
        ofMethod[method] = 1 + all.group(frames.functionName(method));
    }

    /** Adds the sums of another thread. */
    void add(FunctionSums other) {
        if (other.samples == 0) {
            return;
        }
        if (samples == 0) {
            each = other.each;
        }
        if (each < 0 || other.each != each) {
            differ();
            other.differ();
        }
        all.add(other.all);
        own.add(other.own);
        parts.add(other.parts);
        ownClasses.addAll(other.ownClasses);
        weight += other.weight;
        samples += other.samples;
        squares += other.squares;
    }

    /** Sums by function. */
    StampedSums all() {
        return all;
    }

    /** Sums by function of the user's own code; on top is what is nearest to the top. */
    StampedSums own() {
        return own;
    }

    /** The classes of the user's own code, by their names. */
    Set<String> ownClasses() {
        return ownClasses;
    }

    /** Where all weight went. */
    Parts parts() {
        return parts.of(weight);
    }

    /** Weight of all stacks. */
    long weight() {
        return weight;
    }

    /** Samples of all stacks. */
    long samples() {
        return samples;
    }

    /** Sum of the squares of the weights of all samples. */
    double squares() {
        return squares;
    }
}
