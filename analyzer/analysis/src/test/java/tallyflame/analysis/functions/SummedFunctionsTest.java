package tallyflame.analysis.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.flamegraphs.CallTree;
import tallyflame.flamegraphs.FrameDetail;
import tallyflame.flamegraphs.FrameType;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.Ledger;
import tallyflame.flamegraphs.Profile;
import tallyflame.recordings.*;

/** Functions summed while stacks are read are those that a walk over the tree of the same stacks finds. */
class SummedFunctionsTest {
    /** Nobody's code, everybody's, and some. */
    private static final List<Predicate<String>> OWNERS = List.of(
            name -> false, name -> true, name -> name.startsWith("java.util."), name -> name.endsWith("Workload"));

    @TempDir
    private Path folder;

    private static Path recording(String which) throws Exception {
        String cpu = "event=" + Recordings.cpuEvent();
        return switch (which) {
            case "jdk" -> Recordings.jdk();
            case "cpu and alloc" -> Recordings.async("detail", cpu + ",interval=1ms,alloc=64k,cstack=vm");
            default -> Recordings.async("summed", cpu + ",interval=1ms,wall=5ms,lock=1us,cstack=vm");
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdk", "cpu and alloc", "wall and lock"})
    void everyEventOfARecordingHasTheFunctionsOfItsTree(String which) throws Exception {
        Path file = recording(which);
        Evidence evidence = Evidence.open(file);
        for (Profile any : RecordingReader.read(List.of(file), ReadOptions.defaults())) {
            ReadOptions options = ReadOptions.defaults().withEvents(any.event());
            for (Predicate<String> owns : OWNERS) {
                // The other way round, with all that the fast one leaves out: single thread, lines, one node for each
                // line.
                Profile slow = evidence.samples(options.withParallelism(1)).get(0);
                ReadOptions fast = options.withDetail(FrameDetail.METHODS).withParallelism(3);
                check(SummedFunctions.read(evidence, fast, owns), slow, owns);
            }
        }
    }

    @Test
    void partsOfARecordingAsWell() throws Exception {
        Evidence evidence = Evidence.open(recording("cpu and alloc"));
        for (String event : List.of("cpu", "alloc")) {
            ReadOptions options = ReadOptions.defaults().withEvents(event).withThread("*ain*");
            check(
                    SummedFunctions.read(evidence, options, OWNERS.get(2)),
                    evidence.samples(options).get(0),
                    OWNERS.get(2));
        }
    }

    @Test
    void filesOfOtherProfilersAsWell() throws Exception {
        Path file = Files.writeString(
                folder.resolve("a.collapsed"), "java.A.a;b.B.b;java.A.a 3\njava.A.a 2\nb.B.b;[unknown];java.A.a 1\n");
        Evidence evidence = Evidence.open(file);
        Predicate<String> owns = name -> name.startsWith("b.");
        check(
                SummedFunctions.read(evidence, ReadOptions.defaults(), owns),
                evidence.samples(ReadOptions.defaults()).get(0),
                owns);
    }

    /** Stacks that no recording would hold: everything recurses, everything is sampled everywhere, and frames are of all types. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyStacks(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<FrameType> types = List.of(FrameType.values());
        Frames frames = new Frames();
        CallTree tree = new CallTree(frames);
        for (int stack = 0; stack < 300; stack++) {
            int node = CallTree.ROOT;
            for (int depth = random.nextInt(30); depth > 0; depth--) {
                FrameType type = types.get(random.nextInt(types.size()));
                boolean isSymbol = type == FrameType.CPP || type == FrameType.KERNEL || type == FrameType.CLASS;
                String name = isSymbol && random.nextInt(9) == 0 ? "CompileBroker::run" : "f" + random.nextInt(7);
                int method = frames.method(
                        isSymbol
                                ? ""
                                : List.of("own.A", "own.B", "java.C", "other.D").get(random.nextInt(4)),
                        name,
                        random.nextBoolean() ? "()V" : "(I)V");
                node = tree.child(node, frames.frame(method, random.nextInt(3), 0, type));
            }
            long samples = 1L + random.nextInt(3);
            if (seed % 2 == 0) {
                tree.add(node, samples, 7 * samples);
            } else {
                long weight = random.nextInt(1000);
                tree.add(node, 1, weight, (double) weight * weight);
            }
        }
        Profile profile = new Profile("cpu", "ns", tree, Ledger.complete(tree.samples()));
        Predicate<String> owns = name -> name.startsWith("own.");
        // Two threads: one has the stacks once, the other twice.
        FunctionSums one = new FunctionSums(frames, owns);
        tree.stream(one);
        FunctionSums other = new FunctionSums(frames, owns);
        tree.stream(other);
        tree.stream(other);
        CallTree thrice = new CallTree(frames);
        for (int i = 0; i < 3; i++) {
            thrice.addAll(tree);
        }
        check(SummedFunctions.of(profile, List.of(one)), profile, owns);
        Profile all = new Profile("cpu", "ns", thrice, Ledger.complete(thrice.samples()));
        FunctionSums first = new FunctionSums(frames, owns);
        tree.stream(first);
        check(SummedFunctions.of(all, List.of(first, other)), all, owns);
    }

    private static void check(SummedFunctions sums, Profile tree, Predicate<String> owns) {
        assertThat(sums.all()).isEqualTo(FunctionTable.of(tree)).satisfies(table -> assertThat(table.functions())
                .isNotEmpty());
        assertThat(sums.own()).isEqualTo(OwnFunctions.of(tree, owns, 1));
        OwnFunctions.WithAll both = OwnFunctions.withAll(tree, owns, 2);
        assertThat(both.all()).isEqualTo(sums.all());
        assertThat(both.own()).isEqualTo(sums.own());
        assertThat(sums.event()).isEqualTo(tree.event());
        assertThat(sums.ledger()).isEqualTo(tree.ledger());
    }
}
