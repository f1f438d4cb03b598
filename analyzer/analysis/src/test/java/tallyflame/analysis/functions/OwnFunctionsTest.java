package tallyflame.analysis.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static tallyflame.flamegraphs.FrameType.CLASS;
import static tallyflame.flamegraphs.FrameType.CPP;
import static tallyflame.flamegraphs.FrameType.JIT_COMPILED;
import static tallyflame.flamegraphs.FrameType.KERNEL;
import static tallyflame.flamegraphs.FrameType.NATIVE;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tallyflame.flamegraphs.CallTree;
import tallyflame.flamegraphs.FrameType;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.FunctionTotals.Function;
import tallyflame.flamegraphs.Ledger;
import tallyflame.flamegraphs.Profile;

class OwnFunctionsTest {
    private static final String MAIN = "com.acme.Main";

    private final Frames frames = new Frames();
    private final CallTree tree = new CallTree(frames);

    /** Adds a stack root first; each frame is a type, a class and a method. */
    private void add(long weight, Object... stack) {
        int node = CallTree.ROOT;
        for (int i = 0; i < stack.length; i += 3) {
            int method = frames.method((String) stack[i + 1], (String) stack[i + 2], "");
            node = tree.child(node, frames.frame(method, Frames.UNKNOWN, Frames.UNKNOWN, (FrameType) stack[i]));
        }
        tree.add(node, 1, weight);
    }

    /** The same below the program's main method. */
    private void fromMain(long weight, Object... below) {
        add(
                weight,
                Stream.concat(Stream.of(JIT_COMPILED, MAIN, "main"), Stream.of(below))
                        .toArray());
    }

    private Optional<OwnFunctions> own() {
        return OwnFunctions.of(
                new Profile("cpu", "ns", tree, Ledger.complete(tree.samples())),
                className -> className.startsWith("com.acme."),
                1);
    }

    private Map<String, Long> self() {
        return own().orElseThrow().table().functions().stream()
                .collect(Collectors.toMap(Function::name, Function::self));
    }

    @Test
    void whatCodeCallsElsewhereCountsForIt() {
        fromMain(1);
        fromMain(2, JIT_COMPILED, "java.util.List", "sort");
        // A callback: the library's frame between is the outer function's, what the inner one calls is its own.
        fromMain(4, JIT_COMPILED, "org.lib.A", "each", JIT_COMPILED, MAIN, "inner", NATIVE, "", "read");
        fromMain(8, JIT_COMPILED, "org.lib.A", "each", KERNEL, "", "page_fault");
        assertThat(self()).isEqualTo(Map.of(MAIN + ".main", 11L, MAIN + ".inner", 4L));
        assertThat(own().orElseThrow().table().functions().get(0).total()).isEqualTo(15);
    }

    @Test
    void aFunctionThatIsCalledBackCountsOnceInItsTotal() {
        fromMain(5, JIT_COMPILED, "org.lib.A", "each", JIT_COMPILED, MAIN, "main", NATIVE, "", "read");
        Function main = own().orElseThrow().table().functions().get(0);
        assertThat(main.self()).isEqualTo(5);
        assertThat(main.total()).isEqualTo(5);
        assertThat(main.samples()).isEqualTo(1);
    }

    @Test
    void sharesAreOfEverything() {
        fromMain(30);
        add(70, CPP, "", "CompileBroker::compiler_thread_loop", CPP, "", "PhaseChaitin::Split");
        OwnFunctions own = own().orElseThrow();
        assertThat(own.table().total()).isEqualTo(100);
        assertThat(own.table().functions()).hasSize(1);
        assertThat(own.line())
                .isEqualTo("com.acme.** is on the stack of 30.0 %; of all: 30.0 % its own, 70.0 % the JIT compiler");
    }

    @Test
    void aProfilerThatSeesJavaAloneIsNamedAsSuch() {
        fromMain(30);
        assertThat(own().orElseThrow().line()).endsWith("100.0 % its own (no code of kernel or JVM was sampled)");
    }

    @Test
    void eachStackCountsForOnePart() {
        fromMain(1);
        fromMain(2, JIT_COMPILED, "java.util.List", "sort");
        add(4, JIT_COMPILED, "org.lib.A", "run");
        fromMain(8, NATIVE, "", "libz.so");
        fromMain(16, KERNEL, "", "page_fault");
        add(32, NATIVE, "", "start_thread", CPP, "", "CompileBroker::compiler_thread_loop", KERNEL, "", "page_fault");
        add(64, NATIVE, "", "start_thread", CPP, "", "GangWorker::loop", NATIVE, "", "memset");
        fromMain(128, CPP, "", "OptoRuntime::new_instance_C");
        fromMain(256, CLASS, "com.acme.Order", "");
        Parts parts = own().orElseThrow().parts();
        assertThat(parts.weights())
                .isEqualTo(Map.of(
                        Part.OWN,
                        257L,
                        Part.JDK,
                        2L,
                        Part.LIBRARIES,
                        12L,
                        Part.KERNEL,
                        16L,
                        Part.JIT,
                        32L,
                        Part.GC,
                        64L,
                        Part.JVM,
                        128L));
        assertThat(parts.total()).isEqualTo(511);
        assertThat(parts.ownOnStack()).isEqualTo(511 - 4 - 32 - 64);
    }

    @Test
    void whatIsAllocatedCountsForWhoAllocates() {
        fromMain(7, CLASS, "com.acme.Order", "");
        assertThat(self()).isEqualTo(Map.of(MAIN + ".main", 7L));
    }

    @Test
    void codeIsNamedByItsPackages() {
        add(1, JIT_COMPILED, "com.acme.shop.Shop", "main", JIT_COMPILED, "com.acme.store.db.Rows$1", "read");
        assertThat(own().orElseThrow().code()).isEqualTo("com.acme.**");
    }

    @Test
    void withoutAnyOfItNothingIsOwn() {
        add(1, JIT_COMPILED, "org.lib.A", "run");
        assertThat(own()).isEmpty();
    }
}
