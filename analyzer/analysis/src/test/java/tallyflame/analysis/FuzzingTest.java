package tallyflame.analysis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.analysis.evidence.ForeignFuzzTarget;
import tallyflame.flamegraphs.CallTree;
import tallyflame.flamegraphs.FrameType;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.Ledger;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.pprof.PprofWriter;
import tallyflame.recordings.FuzzCorpus;
import tallyflame.recordings.RecordingFuzzTarget;

/**
 * Coverage-guided fuzzing of everything that reads files of others, by Jazzer in a JVM of its own: a fixed number of inputs from a
 * fixed seed. {@code scripts/fuzz-recordings} sets the properties below and fuzzes for longer.
 */
class FuzzingTest {
    /** Seconds to fuzz for instead of a number of inputs. */
    private static final String SECONDS = System.getProperty("tallyflame.fuzz.seconds", "");

    /** Where inputs that reach new code, and those that break a reader, are kept. */
    private static final String KEPT = System.getProperty("tallyflame.fuzz.folder", "");

    @TempDir
    private Path temporary;

    private static Path seed(Path folder, String name, byte[] bytes) throws IOException {
        return Files.write(Files.createDirectories(folder).resolve(name), bytes);
    }

    private Path folder(String name) throws IOException {
        return Files.createDirectories((KEPT.isEmpty() ? temporary : Path.of(KEPT)).resolve(name));
    }

    @Test
    void recordings() throws Exception {
        Path seeds = temporary.resolve("seeds");
        for (FuzzCorpus.Seed one : FuzzCorpus.recordings()) {
            seed(seeds, one.name(), one.bytes());
        }
        fuzz(RecordingFuzzTarget.class, seeds, 1000);
    }

    @Test
    void filesOfOtherProfilers() throws Exception {
        Path seeds = temporary.resolve("seeds");
        seed(seeds, "collapsed", "ta.B.c_[j];d 5\na.B.c;[unknown] 17\n".getBytes(UTF_8));
        String perf =
                """
                tjava 11/12 [000] 17.123456: 250000 cpu-clock:u:
                \t7f0012ab34cd Lpkg/A;::m+0x12 (/tmp/perf-11.map)
                \tffffffff81 do_it ([kernel.kallsyms])

                """;
        seed(seeds, "perf", perf.getBytes(UTF_8));
        seed(seeds, "pprof", prefixed(pprof(false)));
        seed(seeds, "pprof-gz", prefixed(pprof(true)));
        fuzz(ForeignFuzzTarget.class, seeds, 1500);
    }

    private static byte[] prefixed(byte[] bytes) {
        byte[] prefixed = new byte[bytes.length + 1];
        prefixed[0] = 'p';
        System.arraycopy(bytes, 0, prefixed, 1, bytes.length);
        return prefixed;
    }

    private static byte[] pprof(boolean zipped) throws IOException {
        Frames frames = new Frames();
        CallTree tree = new CallTree(frames);
        int outer = frames.frame(frames.method("a.B", "c", "()V"), 7, 3, FrameType.JIT_COMPILED);
        int inner = frames.frame(frames.method("", "read", ""), -1, -1, FrameType.NATIVE);
        tree.add(tree.child(tree.child(CallTree.ROOT, outer), inner), 3, 3_000);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new PprofWriter().write(List.of(new Profile("cpu", "ns", tree, Ledger.complete(3))), out);
        byte[] written = out.toByteArray();
        return zipped ? written : new GZIPInputStream(new ByteArrayInputStream(written)).readAllBytes();
    }

    private void fuzz(Class<?> target, Path seeds, int runs) throws Exception {
        Path found = folder("found-" + target.getSimpleName());
        Path log = temporary.resolve("log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+EnableDynamicAgentLoading",
                "-Djava.io.tmpdir=" + Files.createDirectories(temporary.resolve("tmp")),
                "-cp",
                classPath(),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.getName(),
                "--instrumentation_includes=tallyflame.**",
                "--custom_hook_includes=tallyflame.**",
                "--disabled_hooks=.*",
                "--reproducer_path=" + found,
                "-artifact_prefix=" + found + "/",
                "-seed=20",
                "-max_len=8192",
                "-timeout=20",
                // Memory is bounded by -Xmx; the peak that libFuzzer reads is inherited from the JVM that starts this
                // one.
                "-rss_limit_mb=0"));
        command.add(SECONDS.isEmpty() ? "-runs=" + runs : "-max_total_time=" + SECONDS);
        command.add(folder("corpus-" + target.getSimpleName()).toString());
        command.add(seeds.toString());
        Process process = new ProcessBuilder(command)
                .directory(temporary.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(process.waitFor()).as(() -> text(log)).isZero();
        } finally {
            process.destroyForcibly();
        }
        assertThat(text(log)).contains("Done ");
    }

    /** The tests' class path without JUnit, which Jazzer would otherwise look for tests with. */
    private static String classPath() {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(all.split(File.pathSeparator))
                .filter(path -> !path.contains("junit"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String text(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
