package tallyflame.recordings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tallyflame.flamegraphs.FrameType;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.Samples;
import tallyflame.flamegraphs.StackForest;
import tallyflame.recordings.fold.FrameResolver;

/** Samples as a multiset of texts: {@code thread|root frame;…;top frame|weight} and how often it was sampled. */
final class Sampled {
    private final Map<String, Long> counts = new TreeMap<>();

    /** Adds samples of a stack given root first. */
    void add(String thread, List<String> stack, long weight, long count) {
        counts.merge(thread + "|" + String.join(";", stack) + "|" + weight, count, Long::sum);
    }

    Map<String, Long> counts() {
        return counts;
    }

    /** How often threads were sampled with stacks, whatever the samples weigh. */
    Map<String, Long> withoutWeights() {
        Map<String, Long> sums = new TreeMap<>();
        counts.forEach((sample, count) -> sums.merge(sample.substring(0, sample.lastIndexOf('|')), count, Long::sum));
        return sums;
    }

    /**
     * One frame.
     *
     * @param symbol whether it is a symbol of a library, which has no class here and no bytecode index
     */
    static String frame(String className, String method, int line, int bci, String type, boolean symbol) {
        String name = symbol || className.isEmpty() ? method : className + "." + method;
        return name + ":" + Math.max(0, line) + ":" + (symbol ? 0 : Math.max(0, bci)) + ":"
                + type.toLowerCase(Locale.ROOT).replace("cpp", "c++");
    }

    /** The frame of the class that a sample is about. */
    static String subject(String className) {
        return frame("", className, 0, 0, type(FrameType.CLASS), true);
    }

    /** Adds what another has. */
    void addAll(Sampled other) {
        other.counts.forEach((sample, count) -> counts.merge(sample, count, Long::sum));
    }

    /** Whether frames of a type are symbols of libraries, in recordings of async-profiler or else of the JDK. */
    static boolean isSymbol(String type, boolean async) {
        String lower = type.toLowerCase(Locale.ROOT);
        return lower.equals("c++")
                || lower.equals("cpp")
                || lower.equals("kernel")
                || (async && lower.equals("native"));
    }

    /** The samples that the reader under test kept. */
    static Sampled of(Profile profile, boolean async) {
        Samples samples = profile.samples().orElseThrow();
        Sampled sampled = new Sampled();
        for (int i = 0; i < samples.size(); i++) {
            sampled.add(
                    samples.threadNames().get(samples.threads()[i]),
                    stack(profile.tree(), samples.nodes()[i], async),
                    samples.weights()[i],
                    samples.counts()[i]);
        }
        return sampled;
    }

    private static List<String> stack(StackForest tree, int top, boolean async) {
        List<String> stack = new ArrayList<>();
        Frames frames = tree.frames();
        for (int node = top; node != StackForest.ROOT; node = tree.parent(node)) {
            int frame = tree.frame(node);
            int method = frames.methodOf(frame);
            if (frames.methodName(method).equals(FrameResolver.TRUNCATED)) {
                // Other readers keep the mark apart from the frames.
                continue;
            }
            stack.add(frame(
                    frames.className(method),
                    frames.methodName(method),
                    frames.line(frame),
                    frames.bci(frame),
                    type(frames.type(frame)),
                    isSymbol(type(frames.type(frame)), async)));
        }
        Collections.reverse(stack);
        return stack;
    }

    /** The name of a frame type in recordings. */
    static String type(FrameType type) {
        return switch (type) {
            case INTERPRETED -> "Interpreted";
            case JIT_COMPILED -> "JIT compiled";
            case INLINED -> "Inlined";
            case NATIVE -> "Native";
            case CPP -> "C++";
            case KERNEL -> "Kernel";
            case C1_COMPILED -> "C1 compiled";
            case CLASS -> "Class";
        };
    }
}
