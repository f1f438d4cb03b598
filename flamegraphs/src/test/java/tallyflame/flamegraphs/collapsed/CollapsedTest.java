package tallyflame.flamegraphs.collapsed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tallyflame.flamegraphs.CallTree;
import tallyflame.flamegraphs.FrameType;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.Ledger;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.TestProfiles;
import tallyflame.flamegraphs.graph.GraphOptions;
import tallyflame.flamegraphs.graph.GraphTree;
import tallyflame.flamegraphs.graph.Labels;

class CollapsedTest {
    private static String collapsed(Profile profile, boolean annotated) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        GraphTree tree = GraphTree.of(profile.tree(), new Labels(), GraphOptions.DEFAULT);
        new CollapsedWriter(annotated).write(tree, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static Profile read(String text) throws IOException {
        return CollapsedReader.read(new StringReader(text), "test.collapsed");
    }

    @Test
    void writesRootFirstAndWidestFirst() throws IOException {
        Profile profile = TestProfiles.cpu("a.B.main;a.B.rare 1", "a.B.main;a.B.often;memcpy 5", "a.B.main 2");
        assertThat(collapsed(profile, false))
                .isEqualTo("a.B.main 20000000\na.B.main;a.B.often;memcpy 50000000\na.B.main;a.B.rare 10000000\n");
    }

    @Test
    void roundTripKeepsStacksWeightsAndTypes() throws IOException {
        String text =
                """
                java.lang.Thread.run_[j];a.B.hot_[i];do_syscall_64_[k] 7
                java.lang.Thread.run_[j];a.B.hot_[i];JavaThread::poll 5
                java.lang.Thread.run_[j];a.B.cold_[0];a.B.<init>_[1] 3
                libc.so.6 2
                [no frames] 1
                """;
        String again = collapsed(read(text), true);
        assertThat(again.lines())
                .containsExactlyInAnyOrderElementsOf(text.lines().toList());
        assertThat(read(again).ledger().total()).isEqualTo(18);
    }

    @Test
    void readsClassesInInternalForm() throws IOException {
        Profile profile = read("java/lang/Thread.run;[unknown] 3\n");
        assertThat(collapsed(profile, false)).isEqualTo("java.lang.Thread.run;[unknown] 3\n");
        assertThat(profile.frames().className(0)).isEqualTo("java.lang.Thread");
        assertThat(profile.frames().type(1)).isEqualTo(FrameType.NATIVE);
    }

    @Test
    void separatorsInNamesCannotMakeOtherStacks() throws IOException {
        Frames frames = new Frames();
        CallTree tree = new CallTree(frames);
        int hostile = frames.frame(frames.method("", "a;b\nc 9\r", ""), -1, -1, FrameType.NATIVE);
        tree.add(tree.child(CallTree.ROOT, hostile), 1, 4);
        Profile profile = new Profile("cpu", "ns", tree, Ledger.complete(1));
        assertThat(collapsed(profile, false)).isEqualTo("a:b c 9  4\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no weight here x", "5", "a;b -3", "a;b 99999999999999999999"})
    void saysWhichLineIsNoStack(String line) {
        assertThatThrownBy(() -> read("a;b 1\n" + line + "\n"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("test.collapsed line 2: ");
    }
}
