package tallyflame.counts.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.counts.Allocated;
import tallyflame.counts.Allocations;
import tallyflame.counts.Branch;
import tallyflame.counts.BranchKind;
import tallyflame.counts.BranchOutcome;
import tallyflame.counts.LineHits;
import tallyflame.counts.MethodCounts;
import tallyflame.counts.Uncounted;
import tallyflame.counts.graph.AllocationSite;
import tallyflame.counts.graph.AllocationSites;
import tallyflame.counts.graph.Block;
import tallyflame.counts.graph.BranchSite;
import tallyflame.counts.graph.ClassGraph;
import tallyflame.counts.graph.Edge;
import tallyflame.counts.graph.JdkCall;
import tallyflame.counts.graph.MethodGraph;

/** A class with the method {@code void m(boolean b) { if (b) // 7; f(); // 8; } // 9} in files of all conditions. */
class CountFileTest {
    private static final List<String> ASKED = List.of("a.**", "!a.b.**");
    private static final Header HEADER = new Header(CountFileWriter.SCHEMA, "1.0", "a JVM", 42, 1_000, 2_000, true, 3);
    private static final Uncounted LEFT_OUT = new Uncounted("a.C", "x()V", "because");

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("counts.tfc");
    }

    private static ClassSnapshot snapshot(long identity, long called, long taken) {
        List<Block> blocks = List.of(block(7), block(8), block(9));
        List<Edge> edges = List.of(
                new Edge(3, 0, 0, false, true),
                new Edge(0, 1, 1, false, true),
                new Edge(0, 2, -1, false, true),
                new Edge(1, 2, -1, false, true),
                new Edge(2, 3, -1, false, false));
        BranchSite site = new BranchSite(7, 0, false, new int[] {1, 2});
        MethodGraph method = new MethodGraph("m", "(Z)V", blocks, edges, List.of(), List.of(site), 2, false);
        ClassGraph graph = new ClassGraph("a.B", identity, "B.java", "", List.of(method));
        return new ClassSnapshot(graph, new long[] {called, taken}, List.of());
    }

    private static Block block(int line) {
        return new Block(new int[] {line}, new int[] {-1}, new boolean[1]);
    }

    private CountFile roundTrip(ClassSnapshot... classes) throws IOException {
        new CountFileWriter().write(file, HEADER, ASKED, List.of(classes), List.of(LEFT_OUT), null, null);
        return CountFile.read(file);
    }

    @Test
    void linesAndBranchesAreDerived() throws IOException {
        CountFile read = roundTrip(snapshot(5, 1L << 40, 3));
        assertThat(read.header()).isEqualTo(HEADER);
        assertThat(read.uncounted()).containsExactly(LEFT_OUT);
        assertThat(read.asked()).contains(ASKED);
        assertThat(read.residual()).isZero();
        assertThat(read.classes()).singleElement().satisfies(c -> {
            assertThat(c.name()).isEqualTo("a.B");
            assertThat(c.sourceFile()).isEqualTo("B.java");
            MethodCounts m = c.methods().get(0);
            assertThat(m.entered()).isEqualTo(1L << 40);
            assertThat(m.lines())
                    .containsExactly(new LineHits(7, 1L << 40), new LineHits(8, 3), new LineHits(9, 1L << 40));
            assertThat(m.branches())
                    .containsExactly(new Branch(
                            7,
                            0,
                            BranchKind.JUMP,
                            List.of(new BranchOutcome(8, 3), new BranchOutcome(9, (1L << 40) - 3))));
        });
    }

    @Test
    void theSameClassOfTwoLoadersIsAddedAndAnotherVersionIsNot() throws IOException {
        CountFile read = roundTrip(snapshot(5, 10, 1), snapshot(5, 20, 2), snapshot(6, 40, 4));
        assertThat(read.classes()).extracting(c -> c.methods().get(0).entered()).containsExactly(30L, 40L);
        assertThat(read.conflicts()).containsExactly("a.B");
    }

    @Test
    void aSourceMapIsThatOfItsClass() throws IOException {
        ClassSnapshot plain = snapshot(5, 3, 1);
        ClassGraph graph = plain.graph();
        String map = "SMAP\nB.java\nX\n*S X\n*F\n1 C.x\n*L\n70#1:7\n*E\n";
        ClassGraph mapped = new ClassGraph("a.C", 6, "C.java", map, graph.methods());
        CountFile read = roundTrip(new ClassSnapshot(mapped, plain.counters(), List.of()), plain);
        assertThat(read.classes())
                .extracting(c -> c.sourceMap().toString())
                .as("in the order of names")
                .containsExactly("", map);
        assertThat(read.classes().get(1).sourceMap().origin(7))
                .hasValueSatisfying(origin -> assertThat(origin.line()).isEqualTo(70));
    }

    @Test
    void filesOfTheFirstVersionAreReadAndNewerOnesRefused() throws IOException {
        Header old = new Header(1, "1.0", "a JVM", 42, 1_000, 2_000, true, 3);
        new CountFileWriter().write(file, old, List.of(), List.of(snapshot(5, 3, 1)), List.of(), null, null);
        assertThat(CountFile.read(file).classes()).hasSize(1);
        Header future = new Header(CountFileWriter.SCHEMA + 1, "9.0", "a JVM", 42, 1_000, 2_000, true, 3);
        new CountFileWriter().write(file, future, List.of(), List.of(), List.of(), null, null);
        assertThatThrownBy(() -> CountFile.read(file))
                .hasMessageContaining("format version " + (CountFileWriter.SCHEMA + 1));
    }

    /** The line 8 makes a {@code new a.D()} and a {@code new int[n]}, and boxes. */
    private static ClassSnapshot allocating(long objects, long arrays, long bytes, long size) {
        ClassGraph plain = snapshot(5, 3, 1).graph();
        MethodGraph m = plain.methods().get(0);
        MethodGraph method = new MethodGraph(
                        m.name(), m.descriptor(), m.blocks(), m.edges(), m.rows(), m.branches(), 5, false)
                .allocatingAt(new AllocationSites(
                        List.of(new AllocationSite(8, "a.D", 2, -1), new AllocationSite(8, "int[]", 3, 4)),
                        List.of(new JdkCall(8, JdkCall.Kind.BOXING, "java.lang.Integer.valueOf"))));
        ClassGraph graph = new ClassGraph("a.B", 5, "B.java", "", List.of(method));
        return new ClassSnapshot(graph, new long[] {3, 1, objects, arrays, bytes}, List.of(), new long[] {size, -1});
    }

    @Test
    void whatLoadersAndForksAllocatedAddsUp() throws IOException {
        new CountFileWriter()
                .write(
                        file,
                        HEADER,
                        ASKED,
                        List.of(allocating(2, 3, 72, 24), allocating(5, 1, 16, 24)),
                        List.of(),
                        new ThreadBytes(1000, ""),
                        null);
        CountFile read = CountFile.read(file);
        assertThat(read.threadBytes()).contains(new ThreadBytes(1000, ""));
        assertThat(read.classes()).singleElement().satisfies(c -> {
            Allocations found = c.methods().get(0).allocations().orElseThrow();
            assertThat(found.allocated())
                    .containsExactly(new Allocated(8, "a.D", 7, 168), new Allocated(8, "int[]", 4, 88));
            assertThat(found.jdkCalls()).hasSize(1);
            assertThat(found.objects()).isEqualTo(11);
            assertThat(found.bytes()).isEqualTo(256);
        });
    }

    @Test
    void bytesThatAreNotKnownAreNotGuessedAndASumWithPartsUncountedIsNone() throws IOException {
        Allocations found = roundTrip(allocating(2, 3, 72, -1), allocating(5, 1, 16, 24))
                .classes()
                .get(0)
                .methods()
                .get(0)
                .allocations()
                .orElseThrow();
        assertThat(found.allocated().get(0)).isEqualTo(new Allocated(8, "a.D", 7, Allocated.UNKNOWN));
        assertThat(found.bytes()).isEqualTo(Allocated.UNKNOWN);
        assertThat(roundTrip(allocating(0, 0, 0, -1))
                        .classes()
                        .get(0)
                        .methods()
                        .get(0)
                        .allocations())
                .hasValueSatisfying(none -> assertThat(none.bytes()).isZero());
        assertThat(roundTrip(allocating(2, 3, 72, 24), snapshot(5, 3, 1))
                        .classes()
                        .get(0)
                        .methods()
                        .get(0)
                        .allocations())
                .isEmpty();
    }

    @Test
    void impossibleCountsLeaveAResidual() throws IOException {
        assertThat(roundTrip(snapshot(5, 3, 10)).residual()).isEqualTo(7);
    }

    @Test
    void everyChangedByteIsAnError() throws IOException {
        roundTrip(snapshot(5, 1000, 3), snapshot(6, 7, 7), allocating(2, 3, 72, 24));
        byte[] good = Files.readAllBytes(file);
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= 0x10;
            assertUnreadable(bad);
        }
    }

    @Test
    void everyTruncationIsAnErrorThatNamesFileAndByte() throws IOException {
        roundTrip(snapshot(5, 1000, 3));
        byte[] good = Files.readAllBytes(file);
        for (int length = 0; length < good.length; length++) assertUnreadable(Arrays.copyOf(good, length));
        assertUnreadable(Arrays.copyOf(good, good.length + 1));
    }

    private void assertUnreadable(byte[] bytes) throws IOException {
        Files.write(file, bytes);
        assertThatThrownBy(() -> CountFile.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString())
                .hasMessageMatching("(?s).*\\(byte \\d+\\).*");
    }
}
