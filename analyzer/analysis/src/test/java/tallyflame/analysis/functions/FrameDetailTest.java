package tallyflame.analysis.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tallyflame.flamegraphs.FrameDetail;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.graph.GraphOptions;
import tallyflame.flamegraphs.graph.GraphTree;
import tallyflame.flamegraphs.graph.Labels;
import tallyflame.recordings.*;

/** What is left out to be fast changes no sum, on recordings of the JDK and of async-profiler, of every kind of event they have. */
class FrameDetailTest {
    private static List<Path> recordings() throws Exception {
        String cpu = "event=" + Recordings.cpuEvent() + ",interval=1ms,alloc=64k,cstack=vm";
        return List.of(Recordings.jdk(), Recordings.async("detail", cpu));
    }

    private static List<Profile> read(Path file, FrameDetail detail, int threads) throws IOException {
        return RecordingReader.read(
                List.of(file),
                ReadOptions.defaults().withSamples(true).withDetail(detail).withParallelism(threads));
    }

    @ParameterizedTest
    @EnumSource(FrameDetail.class)
    void functionsAreTheSame(FrameDetail detail) throws Exception {
        for (Path file : recordings()) {
            List<Profile> whole = read(file, FrameDetail.LINES, 1);
            List<Profile> fast = read(file, detail, 3);
            assertThat(fast).hasSameSizeAs(whole);
            for (int i = 0; i < whole.size(); i++) {
                assertThat(FunctionTable.of(fast.get(i), 3)).isEqualTo(FunctionTable.of(whole.get(i)));
                assertThat(fast.get(i).ledger()).isEqualTo(whole.get(i).ledger());
                RecordingInvariants.check(fast.get(i));
            }
        }
    }

    @Test
    void boxesWithoutLinesAreTheSame() throws Exception {
        for (Path file : recordings()) {
            List<Profile> whole = read(file, FrameDetail.LINES, 1);
            List<Profile> fast = read(file, FrameDetail.TYPES, 3);
            for (int i = 0; i < whole.size(); i++) {
                assertThat(boxes(fast.get(i))).isEqualTo(boxes(whole.get(i)));
            }
        }
    }

    /** Samples of each box, and of each box and thread, by the path to it. */
    private static Map<String, Long> boxes(Profile profile) {
        GraphTree tree = GraphTree.of(profile.tree(), new Labels(), GraphOptions.DEFAULT);
        Map<String, Long> boxes = new HashMap<>();
        String[] paths = new String[tree.size()];
        paths[0] = "";
        for (int node = 0; node < tree.size(); node++) {
            boxes.merge(paths[node], tree.totalSamples(node), Long::sum);
            for (int child = node + 1; child < tree.end(node); child = tree.end(child)) {
                paths[child] = paths[node] + ";" + tree.labels().text(tree.label(child));
            }
        }
        profile.samples().ifPresent(samples -> {
            for (int row = 0; row < samples.size(); row++) {
                String thread = samples.threadNames().get(samples.threads()[row]);
                boxes.merge(
                        paths[tree.nodeOf(samples.nodes()[row])] + "@" + thread,
                        (long) samples.counts()[row],
                        Long::sum);
            }
        });
        return boxes;
    }

    @Test
    void onlyManyStacksLoseTheirLines(@TempDir Path folder) throws Exception {
        Path small = Files.write(folder.resolve("small.jfr"), JdkLayout.recording(17));
        Frames few = read(small, FrameDetail.LINES_OF_FEW, 2).get(0).frames();
        assertThat(few.linesLeftOut()).isFalse();
        assertThat(lines(few)).isPositive();

        Path large = folder.resolve("large.jfr");
        byte[] chunk = JdkLayout.recordingOfStacks(1500);
        try (OutputStream out = Files.newOutputStream(large)) {
            for (long bytes = 0; bytes < 130 << 20; bytes += chunk.length - 10_000) {
                out.write(chunk);
            }
        }
        Frames many = read(large, FrameDetail.LINES_OF_FEW, 2).get(0).frames();
        assertThat(many.linesLeftOut()).isTrue();
        assertThat(lines(many)).isZero();
    }

    private static long lines(Frames frames) {
        long lines = 0;
        for (int frame = 0; frame < frames.size(); frame++) {
            lines += frames.line(frame) >= 0 ? 1 : 0;
        }
        return lines;
    }
}
