package tallyflame.flamegraphs.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.flamegraphs.CallTree;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.Ledger;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.Quantity;
import tallyflame.flamegraphs.TestProfiles;
import tallyflame.flamegraphs.collapsed.CollapsedWriter;
import tallyflame.flamegraphs.graph.GraphOptions;
import tallyflame.flamegraphs.graph.GraphTree;
import tallyflame.flamegraphs.graph.Labels;

/** The viewer's modules under Node: their own unit tests, and their decoder as a second opinion on what the page holds. */
class NodeTest {
    private static final Path TESTS = Path.of("src", "test", "js").toAbsolutePath();

    @TempDir
    private Path folder;

    @BeforeAll
    static void findNode() throws IOException, InterruptedException {
        boolean found = Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(path -> Files.isExecutable(Path.of(path, "node")));
        String version = found ? run(List.of("node", "--version")).strip() : "";
        boolean usable = found && Integer.parseInt(major(version)) >= 20;
        if (!usable) {
            System.err.println("SKIPPED: the viewer's unit tests need Node 20 or later on the PATH");
        }
        Assumptions.assumeTrue(usable, "no Node 20 or later on this machine");
    }

    private static String major(String version) {
        return version.replaceFirst("^v?(\\d+).*", "$1");
    }

    @Test
    void unitTestsOfTheViewerPass() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("node", "--test"));
        try (Stream<Path> files = Files.list(TESTS)) {
            files.filter(file -> file.toString().endsWith(".test.js"))
                    .map(Path::toString)
                    .forEach(command::add);
        }
        String output = run(command);
        assertThat(output).contains("# fail 0").containsPattern("# pass [1-9]");
    }

    /** The page and the terminal say the same of the same. */
    @Test
    void numbersAreWrittenAsInTables() throws IOException, InterruptedException {
        long[] weights = {
            0,
            7,
            999,
            1000,
            1499,
            12_345,
            999_999,
            1_234_567,
            98_765_432,
            1_234_567_890,
            75_300_000_000L,
            4_521_000_000_000L
        };
        double[] shares = {0, 0.00001, 0.00042, 0.0099, 0.01, 0.0543, 0.57612, 0.9996, 1};
        List<String> command =
                new ArrayList<>(List.of("node", TESTS.resolve("quantities.mjs").toString()));
        StringBuilder expected = new StringBuilder();
        for (String unit : List.of("ns", "bytes", "samples")) {
            for (long weight : weights) {
                command.add(weight + " " + unit);
                expected.append(Quantity.of(weight, unit)).append('\n');
            }
        }
        for (double share : shares) {
            command.add(share + " share");
            expected.append(Quantity.percent(share)).append('\n');
        }
        assertThat(run(command)).isEqualTo(expected.toString());
    }

    @Test
    void theViewerDecodesExactlyWhatWasWritten() throws IOException, InterruptedException {
        List<Profile> profiles = List.of(
                TestProfiles.random("cpu", 3000, 60, 11),
                unevenWeights(),
                TestProfiles.cpu("a.B.only 1"),
                TestProfiles.hostile());
        StringBuilder expected = new StringBuilder();
        for (Profile profile : profiles) {
            long total = profile.tree().weight();
            expected.append("# ")
                    .append(profile.event())
                    .append(' ')
                    .append(total)
                    .append(' ');
            expected.append(profile.samples().isPresent() ? total : "none")
                    .append('\n')
                    .append(collapsed(profile));
        }
        // Siblings have another order in the page.
        assertThat(decoded(profiles, GraphOptions.DEFAULT).lines())
                .containsExactlyInAnyOrderElementsOf(expected.toString().lines().toList());
    }

    @Test
    void samplesAreKeptMoreCoarselyBeforeTheyAreLeftOut() throws IOException, InterruptedException {
        Profile profile = TestProfiles.random("cpu", 3000, 40, 5);
        long total = profile.tree().weight();
        for (int budget : new int[] {9_000, 5_000}) {
            PageOptions options = new PageOptions(
                    "coarse", GraphOptions.DEFAULT, Hits.NONE, budget, PageOptions.Places.NONE, List.of());
            assertThat(decoded(List.of(profile), options)).startsWith("# cpu " + total + " " + total + "\n");
        }
        PageOptions none =
                new PageOptions("none", GraphOptions.DEFAULT, Hits.NONE, 100, PageOptions.Places.NONE, List.of());
        assertThat(decoded(List.of(profile), none)).startsWith("# cpu " + total + " none\n");
    }

    /** Weights that are no multiple of the samples, a stack without frames and stacks of weight without samples. */
    private static Profile unevenWeights() {
        CallTree tree = new CallTree(new Frames());
        TestProfiles.add(tree, "a.B.alloc;byte[]", 2, 4096);
        TestProfiles.add(tree, "a.B.alloc", 1, 24);
        TestProfiles.add(tree, "a.B.other", 0, 8L << 40);
        tree.add(CallTree.ROOT, 1, 16);
        return new Profile("alloc", "bytes", tree, Ledger.complete(4));
    }

    private static String collapsed(Profile profile) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new CollapsedWriter(false).write(GraphTree.of(profile.tree(), new Labels(), GraphOptions.DEFAULT), out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private String decoded(List<Profile> profiles, GraphOptions graph) throws IOException, InterruptedException {
        return decoded(profiles, PageOptions.titled("test").withGraph(graph));
    }

    private String decoded(List<Profile> profiles, PageOptions options) throws IOException, InterruptedException {
        Path page = folder.resolve("page.html");
        try (OutputStream out = Files.newOutputStream(page)) {
            new HtmlPage(options).write(profiles, out);
        }
        return run(List.of("node", TESTS.resolve("page-to-collapsed.mjs").toString(), page.toString()));
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Path errors = Files.createTempFile("node", ".err");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        Path modules = Path.of("src", "main", "resources", "tallyflame", "flamegraphs", "html")
                .toAbsolutePath();
        builder.environment().put("VIEWER", modules.toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as("%s%n%s", output, Files.readString(errors))
                .isZero();
        Files.delete(errors);
        return output;
    }
}
