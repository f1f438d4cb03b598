package tallyflame.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.dist.Installed.Ended;

/** The files that are installed, used as strangers use them. */
class DistributionIT {
    private static final int VIEWER_MEGABYTES = 10;

    private static final String PROGRAM =
            """
            public class Sums {
                public static void main(String[] arguments) {
                    long sum = 0;
                    for (int i = 0; i < 1000; i++) {
                        sum += i;
                    }
                    System.out.println(sum);
                }
            }
            """;

    @TempDir
    private static Path folder;

    private static Installed here;
    private static Path jar;

    /** A program, a flight recording of it, and the jar in a folder of its own. */
    @BeforeAll
    static void install() throws Exception {
        here = new Installed(folder);
        jar = Files.copy(Installed.built("tallyflame-", ".jar"), folder.resolve("tallyflame.jar"));
        Files.writeString(folder.resolve("Sums.java"), PROGRAM);
        assertThat(here.run("javac", "-g", "Sums.java").exitCode()).isZero();
        assertThat(here.run(
                                Installed.java(),
                                "-XX:StartFlightRecording:filename=sums.jfr,settings=profile",
                                "-cp",
                                ".",
                                "Sums")
                        .exitCode())
                .isZero();
    }

    private static Ended jar(String... arguments) throws Exception {
        return jar(Map.of(), jar, arguments);
    }

    private static Ended jar(Map<String, String> environment, Path jar, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(Installed.java(), "-jar", jar.toString()));
        command.addAll(List.of(arguments));
        return here.run(environment, command);
    }

    @Test
    void oneJarReadsAndDraws() throws Exception {
        assertThat(jar("--version").out()).isEqualTo("tallyflame " + Installed.VERSION + "\n");
        Path stacks = Files.writeString(folder.resolve("stacks.collapsed"), "a;b 3\n");
        assertThat(jar("flame", stacks.toString(), "-o", "f.html").exitCode()).isZero();
        assertThat(folder.resolve("f.html")).isNotEmptyFile();
        assertThat(jar("events", "sums.jfr").out()).contains("jdk.JVMInformation");
    }

    @Test
    void oneJarCountsWithTheAgentThatIsInIt() throws Exception {
        Ended recorded = jar(
                "record",
                "--passes",
                "count",
                "--count",
                "Sums",
                "--out",
                "run",
                "--",
                Installed.java(),
                "-cp",
                ".",
                "Sums");
        assertThat(recorded.exitCode()).as(recorded.err()).isZero();
        assertThat(jar("lines", "run").out()).contains("1,001");
        try (var files = Files.walk(folder.resolve("cache"))) {
            assertThat(files.map(file -> file.getFileName().toString())).contains("tallyflame-agent.jar");
        }
    }

    @Test
    void aCacheThatCannotBeWrittenIsOneLine() throws Exception {
        Ended ended = jar(
                Map.of("TALLYFLAME_CACHE", folder.resolve("Sums.java").toString()),
                jar,
                "record",
                "--passes",
                "count",
                "--count",
                "Sums",
                "--out",
                "no-cache",
                "--",
                Installed.java(),
                "-cp",
                ".",
                "Sums");
        assertThat(ended.exitCode()).isEqualTo(4);
        assertThat(ended.err()).hasLineCount(1).contains("set TALLYFLAME_CACHE to a folder you may write to");
    }

    @Test
    void aJarThatIsCutOffIsOneLine() throws Exception {
        byte[] whole = Files.readAllBytes(jar);
        Path half = Files.write(folder.resolve("half.jar"), Arrays.copyOf(whole, whole.length / 2));
        Ended ended = jar(Map.of(), half, "--version");
        assertThat(ended.exitCode()).isNotZero();
        assertThat(ended.err()).hasLineCount(1).contains(half.toString());
    }

    @Test
    void queryNamesTheJarThatItNeedsAndFindsItBesideItsOwn() throws Exception {
        Path own = Files.createDirectories(folder.resolve("own"));
        Path alone = Files.copy(jar, own.resolve("tallyflame.jar"));
        Ended without = jar(Map.of(), alone, "query", "sums.jfr", "SELECT 6 * 7 AS answer");
        assertThat(without.exitCode()).isEqualTo(4);
        Path missing = own.resolve(Installed.duckDb().getFileName().toString());
        assertThat(without.err())
                .containsOnlyOnce("tallyflame: ")
                .contains("curl -fo '" + missing + "' https://");

        Files.copy(Installed.duckDb(), missing);
        Ended with = jar(Map.of(), alone, "query", "sums.jfr", "SELECT 6 * 7 AS answer");
        assertThat(with.out()).as(with.err()).contains("42");
    }

    @Test
    void theViewerReadsAndOnlyReads() throws Exception {
        Path viewer = Installed.built("tallyflame-viewer-", ".jar");
        assertThat(Files.size(viewer)).isLessThan(VIEWER_MEGABYTES << 20);
        try (ZipFile content = new ZipFile(viewer.toFile())) {
            assertThat(content.stream().map(Object::toString))
                    .noneMatch(name -> name.matches(".*\\.(so|dylib|dll|jnilib)"));
        }
        Ended recorded = jar(
                "record",
                "--passes",
                "count",
                "--count",
                "Sums",
                "--out",
                "seen",
                "--",
                Installed.java(),
                "-cp",
                ".",
                "Sums");
        assertThat(recorded.exitCode()).as(recorded.err()).isZero();
        assertThat(jar(Map.of(), viewer, "lines", "seen").out()).contains("1,001");
        assertThat(jar(Map.of(), viewer, "events", "sums.jfr").out()).contains("jdk.JVMInformation");
        Ended report = jar(Map.of(), viewer, "report", "sums.jfr", "-o", "report.html");
        assertThat(report.exitCode()).as(report.err()).isZero();
        Ended collapsed = jar(
                Map.of(),
                viewer,
                "flame",
                Files.writeString(folder.resolve("a.collapsed"), "a;b 3\n").toString());
        assertThat(collapsed.exitCode()).as(collapsed.err()).isZero();
        Ended refused = jar(Map.of(), viewer, "record", "--", "java", "Sums");
        assertThat(refused.exitCode()).isEqualTo(4);
        assertThat(refused.err()).isEqualTo("tallyflame-viewer: record is in tallyflame.jar; this jar only reads\n");
    }

    @Test
    void theArchiveStartsThroughALink() throws Exception {
        Ended unpacked =
                here.run("tar", "xzf", Installed.built("tallyflame-", ".tar.gz").toString());
        assertThat(unpacked.exitCode()).as(unpacked.err()).isZero();
        Path home = folder.resolve("tallyflame-" + Installed.VERSION);
        assertThat(home.resolve("licences/THIRD-PARTY.txt")).content().contains("ap-loader", "(MIT)");
        Path link = Files.createSymbolicLink(folder.resolve("tf"), home.resolve("bin/tallyflame"));
        Ended ended = here.run(link.toString(), "events", "sums.jfr");
        assertThat(ended.out()).as(ended.err()).contains("jdk.JVMInformation");
    }

    @Test
    void theDebianPackageHasItsCommandAndDuckDb() throws Exception {
        Path deb = debianPackage();
        boolean debian = Files.isExecutable(Path.of("/usr/bin/dpkg-deb"));
        if (!debian) {
            System.err.println("SKIPPED: only Debian has dpkg-deb");
        }
        assumeThat(debian).isTrue();
        Ended listed = here.run("dpkg-deb", "--contents", deb.toString());
        assertThat(listed.out())
                .contains(
                        "./usr/bin/tallyflame -> /usr/share/tallyflame/bin/tallyflame",
                        "./usr/share/tallyflame/lib/duckdb_jdbc-",
                        "./usr/share/tallyflame/licences/THIRD-PARTY.txt",
                        "./usr/share/doc/tallyflame/copyright");
    }

    private static Path debianPackage() throws IOException {
        try (var files = Files.list(jarFolder())) {
            return files.filter(file -> file.toString().endsWith(".deb"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Path jarFolder() {
        return Installed.built("tallyflame-", ".jar").getParent();
    }
}
