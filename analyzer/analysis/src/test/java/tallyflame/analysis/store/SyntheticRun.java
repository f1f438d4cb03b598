package tallyflame.analysis.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import tallyflame.analysis.evidence.Work;
import tallyflame.analysis.lines.LineReport;
import tallyflame.analysis.lines.MethodFilter;
import tallyflame.analysis.spans.MeasuredSpan;
import tallyflame.analysis.spans.NumberedSpans;
import tallyflame.counts.Branch;
import tallyflame.counts.BranchKind;
import tallyflame.counts.BranchOutcome;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.LineHits;
import tallyflame.counts.MethodCounts;
import tallyflame.flamegraphs.CallTree;
import tallyflame.flamegraphs.FrameType;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.Ledger;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.Samples;
import tallyflame.runs.Pass;
import tallyflame.runs.RunDocument;

/** A run of random stacks (many of them recursive) of a given seed, with samples of two events, and counts. */
final class SyntheticRun implements RunSource {
    static final Set<ParquetTable> ALL = EnumSet.allOf(ParquetTable.class);

    private static final List<String> THREADS = List.of("main", "worker-1", "worker-2");
    private static final List<String> STATES = List.of("STATE_RUNNABLE", "STATE_SLEEPING");
    private static final long START = 1_790_000_000_000L;
    private static final int SAMPLES = 400;

    private final String run;
    private final Path home;
    private final Path recording;
    final List<Profile> profiles;
    int reads;

    /**
     * A run in a folder of its name.
     *
     * @param parent where its folder is made, with a file that stands for its recording
     */
    SyntheticRun(Path parent, String run, long seed) throws IOException {
        this.run = run;
        home = Files.createDirectories(parent.resolve(run));
        recording = Files.writeString(home.resolve("async.jfr"), "recording " + seed);
        Random random = new Random(seed);
        profiles = List.of(profile("cpu", "ns", 10_000_000, random), profile("alloc", "bytes", 512, random));
    }

    private static Profile profile(String event, String unit, long each, Random random) {
        Frames frames = new Frames();
        CallTree tree = new CallTree(frames);
        int[] millis = new int[SAMPLES];
        int[] threads = new int[SAMPLES];
        int[] states = new int[SAMPLES];
        int[] nodes = new int[SAMPLES];
        int[] counts = new int[SAMPLES];
        long[] weights = new long[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            int depth = 1 + random.nextInt(8);
            for (int d = 0; d < depth; d++) {
                nodes[i] = tree.child(nodes[i], frame(frames, random));
            }
            if (event.equals("alloc")) {
                int allocated = frames.method("", random.nextBoolean() ? "byte[]" : "java.lang.String", "");
                nodes[i] =
                        tree.child(nodes[i], frames.frame(allocated, Frames.UNKNOWN, Frames.UNKNOWN, FrameType.CLASS));
            }
            // Not in the order of time, as chunks read in parallel are not.
            millis[i] = random.nextInt(3000) - 100;
            threads[i] = random.nextInt(THREADS.size());
            states[i] = random.nextInt(STATES.size() + 1) - 1;
            counts[i] = 1 + random.nextInt(3);
            weights[i] = counts[i] * each;
            tree.add(nodes[i], counts[i], weights[i]);
        }
        long kept = tree.samples();
        Ledger ledger = new Ledger(kept + 7, kept, 3, 0, 0, 0, 0, 4, 0, 0, 2, 1, 5, List.of(), List.of());
        Samples samples = new Samples(START, millis, threads, states, nodes, counts, weights, THREADS, STATES);
        return new Profile(event, unit, tree, ledger, Optional.of(samples));
    }

    private static int frame(Frames frames, Random random) {
        int function = random.nextInt(6);
        if (function == 5) {
            return frames.frame(frames.method("", "memcpy", ""), -1, -1, FrameType.NATIVE);
        }
        int method = function == 4
                ? frames.method("java.util.HashMap", "resize", "()[Ljava/util/HashMap$Node;")
                : frames.method("org.acme.Sky", "step" + function / 2, function % 2 == 0 ? "(I)V" : "(J)V");
        return frames.frame(method, 10 + random.nextInt(3), random.nextInt(2), FrameType.JIT_COMPILED);
    }

    static ClassCounts counts() {
        MethodCounts step = new MethodCounts(
                "step0",
                "(I)V",
                10,
                25,
                -1,
                0,
                0,
                List.of(new LineHits(10, 25), new LineHits(11, 1025), new LineHits(12, 1000)),
                List.of(
                        new Branch(
                                11,
                                0,
                                BranchKind.JUMP,
                                List.of(new BranchOutcome(12, 1000), new BranchOutcome(14, 25))),
                        new Branch(
                                12,
                                0,
                                BranchKind.SWITCH,
                                List.of(
                                        new BranchOutcome(13, 1),
                                        new BranchOutcome(11, 999),
                                        new BranchOutcome(0, 0)))));
        return new ClassCounts("org.acme.Sky", 4711, "Sky.java", List.of(step));
    }

    @Override
    public String run() {
        return run;
    }

    @Override
    public List<Path> files() {
        List<Path> files = new ArrayList<>();
        if (Files.exists(recording)) {
            files.add(recording);
        }
        return files;
    }

    Path recording() {
        return recording;
    }

    @Override
    public Optional<Path> tables() {
        return Optional.of(home.resolve("tables"));
    }

    @Override
    public RunTables read(Set<ParquetTable> wanted) {
        reads++;
        return new RunTables(
                Optional.of(document()),
                profiles,
                Optional.of(LineReport.of(
                        Optional.of(List.of(counts())),
                        profiles.stream().findFirst(),
                        Work.unscaled("", ""),
                        new MethodFilter(List.of("**"), List.of()))),
                List.of(new NumberedSpans.Row(
                        1, 0, new MeasuredSpan("alert", "7", "main", 0, 1_000_000, 1, 1e6, 2000L, Map.of(), 0, 0))));
    }

    private static RunDocument document() {
        return new RunDocument(
                RunDocument.SCHEMA,
                new RunDocument.Tool("tallyflame", "test"),
                "record",
                RunDocument.COMPLETE,
                "2026-01-01T00:00:00Z",
                "2026-01-01T00:00:10Z",
                null,
                List.of("java", "Main"),
                null,
                new RunDocument.Plan(List.of(Pass.SAMPLE), 0, 0, 0, 0, 0, List.of(), null, null, null),
                new RunDocument.Host("Linux", "6", "amd64", "Test Processor", 8, 4, 1L << 34, "unknown"),
                null,
                List.of(),
                null,
                null,
                null,
                null);
    }
}
