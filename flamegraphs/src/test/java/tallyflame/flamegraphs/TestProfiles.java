package tallyflame.flamegraphs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Profiles made for tests. */
@SuppressWarnings("EnumOrdinal")
public final class TestProfiles {
    private TestProfiles() {}

    /** A frame of a dotted {@code Class.method}, or of a native symbol if there is no dot. */
    public static int frame(Frames frames, String name, FrameType type) {
        int dot = name.lastIndexOf('.');
        String owner = dot < 0 ? "" : name.substring(0, dot);
        return frames.frame(frames.method(owner, name.substring(dot + 1), ""), Frames.UNKNOWN, Frames.UNKNOWN, type);
    }

    /** Adds samples of a stack given as {@code root;…;leaf}; returns its node. */
    public static int add(CallTree tree, String stack, long samples, long weight) {
        int node = CallTree.ROOT;
        for (String name : stack.split(";", -1)) {
            node = tree.child(node, frame(tree.frames(), name, typeOf(name)));
        }
        tree.add(node, samples, weight);
        return node;
    }

    private static FrameType typeOf(String name) {
        if (name.contains(".")) {
            return FrameType.JIT_COMPILED;
        }
        return name.endsWith("_k") ? FrameType.KERNEL : name.contains("::") ? FrameType.CPP : FrameType.NATIVE;
    }

    /** A profile of stacks given as {@code root;…;leaf samples}; each sample is 10 ms. */
    public static Profile cpu(String... lines) {
        CallTree tree = new CallTree(new Frames());
        long total = 0;
        for (String line : lines) {
            int blank = line.lastIndexOf(' ');
            long samples = Long.parseLong(line.substring(blank + 1));
            add(tree, line.substring(0, blank), samples, samples * 10_000_000);
            total += samples;
        }
        return new Profile("cpu", "ns", tree, Ledger.complete(total));
    }

    /** One method at two lines: 3 samples at line 12, 1 at line 30. */
    public static Profile withLines() {
        CallTree tree = new CallTree(new Frames());
        int method = tree.frames().method("app.Main", "run", "()V");
        tree.add(tree.child(0, tree.frames().frame(method, 12, 4, FrameType.JIT_COMPILED)), 3, 30);
        tree.add(tree.child(0, tree.frames().frame(method, 30, 9, FrameType.INLINED)), 1, 10);
        return new Profile("alloc", "bytes", tree, Ledger.complete(4));
    }

    /** One stack of names that try to be markup, to reorder text, or to be too long. */
    public static Profile hostile() {
        CallTree tree = new CallTree(new Frames());
        Frames frames = tree.frames();
        int node = CallTree.ROOT;
        for (String name : List.of(
                "</script><script>window.hacked=1</script>",
                "\"'><img src=x onerror=window.hacked=2>",
                "\u202Erev\u2066\u0000\u001b[31m",
                "x".repeat(10_000),
                "\uD83D\uDE00".repeat(3000),
                "",
                "lone \uD83D surrogate")) {
            node = tree.child(node, frames.frame(frames.method("", name, ""), 1, 1, FrameType.CPP));
        }
        tree.add(node, 3, 9);
        return new Profile("hostile", "samples", tree, Ledger.complete(3));
    }

    /** A deterministic profile of about the given number of distinct stacks, with threads, states and times. */
    public static Profile random(String event, int stacks, int depth, long seed) {
        Random random = new Random(seed);
        CallTree tree = new CallTree(new Frames());
        List<int[]> rows = new ArrayList<>();
        for (int i = 0; i < stacks; i++) {
            int node = tree.child(CallTree.ROOT, frame(tree.frames(), "java.lang.Thread.run", FrameType.JIT_COMPILED));
            int caller = 0;
            int length = 2 + random.nextInt(depth);
            for (int level = 0; level < length; level++) {
                caller = (caller * 7 + 1 + (int) Math.abs(random.nextGaussian() * 2)) % 300;
                FrameType type = FrameType.values()[caller % FrameType.values().length];
                node = tree.child(
                        node,
                        frame(
                                tree.frames(),
                                "org.example.pkg" + caller % 9 + ".Type" + caller / 9 + ".call" + caller,
                                type));
            }
            int samples = 1 + random.nextInt(4);
            tree.add(node, samples, samples * 1_000_000L);
            rows.add(new int[] {random.nextInt(60_000), random.nextInt(3), random.nextInt(2), node, samples});
        }
        return new Profile(
                event,
                "ns",
                tree,
                Ledger.complete(rows.stream().mapToLong(r -> r[4]).sum()),
                Optional.of(samples(rows, 1_000_000)));
    }

    /** Rows of {millis, thread, state, node, count}. */
    public static Samples samples(List<int[]> rows, long weightPerSample) {
        int[][] columns = new int[5][];
        for (int column = 0; column < 5; column++) {
            int c = column;
            columns[column] = rows.stream().mapToInt(row -> row[c]).toArray();
        }
        long[] weights =
                rows.stream().mapToLong(row -> row[4] * weightPerSample).toArray();
        return new Samples(
                1_700_000_000_000L,
                columns[0],
                columns[1],
                columns[2],
                columns[3],
                columns[4],
                weights,
                List.of("main", "worker-1", "worker-2"),
                List.of("STATE_RUNNABLE", "STATE_SLEEPING"));
    }
}
