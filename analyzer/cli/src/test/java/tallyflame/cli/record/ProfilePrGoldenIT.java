package tallyflame.cli.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tallyflame.modules.generate.AlertGenerator;

/**
 * What {@code scripts/profile-pr} prints on planted changes, in a project that is no Maven project and keeps its source in {@code
 * src}: the golden files have measured figures masked, and every exact count as it must be.
 */
class ProfilePrGoldenIT {
    private static final String BASE =
            """
            package org.acme;

            import java.util.List;
            import tallyflame.modules.*;

            public final class Night implements ScienceModule {
                private static final double[] SCRATCH = new double[100];

                @Override public String name() { return "night"; }
                @Override public List<String> columns() { return List.of("candidate.magpsf"); }
                @Override public List<Output> outputs() { return List.of(Output.of("flux")); }

                @Override
                public void process(AlertBatch batch) {
                    for (Alert alert : batch) {
                        double magnitude = alert.number("candidate.magpsf");
                        double[] scratch = SCRATCH;
                        alert.set("flux", flux(magnitude, scratch));
                    }
                }

                static double flux(double magnitude, double[] scratch) {
                    double sum = 0;
                    for (int turn = 0; turn < 100; turn++) {
                        double x = magnitude - turn;
                        scratch[turn] = x * x;
                        sum += scratch[turn];
                    }
                    return sum;
                }
            }
            """;

    @TempDir
    private static Path folder;

    private static ProfilePrScript script;

    @BeforeAll
    static void plant() throws Exception {
        AlertGenerator.write(folder.resolve("alerts"), 30, 1);
        Path repository = folder.resolve("repository");
        script = new ProfilePrScript(folder, repository);
        version("base", BASE);
        version("turns", BASE.replace("new double[100]", "new double[103]").replace("turn < 100", "turn < 103"));
        version("pow", BASE.replace("x * x", "Math.pow(x, 2)"));
        version("allocation", BASE.replace("scratch = SCRATCH", "scratch = new double[SCRATCH.length]"));
        version(
                "cold",
                BASE.replace(
                        "        return sum;",
                        "        if (sum < 0) {\n            sum = -sum;\n        }\n        return sum;"));
        version("nothing", BASE.replace("        return sum;", "        // of all turns\n        return sum;"));
        Path moved = Files.createDirectories(repository.resolve("src/org/acme")).resolve("Photometry.java");
        Files.writeString(
                moved,
                "package org.acme;\n\nfinal class Photometry {\n"
                        + BASE.substring(BASE.indexOf("    static double flux"))
                                .replace("double flux(", "double brightness("));
        version(
                "moved",
                BASE.substring(0, BASE.indexOf("\n    static double flux")).replace("flux(", "Photometry.brightness(")
                        + "}\n");
    }

    private static void version(String tag, String text) throws Exception {
        Path source = Files.createDirectories(folder.resolve("repository/src/org/acme"))
                .resolve("Night.java");
        Files.writeString(source, text);
        script.commit(tag);
    }

    @ParameterizedTest
    @ValueSource(strings = {"turns", "pow", "allocation", "moved", "cold", "nothing"})
    void printsWhatIsKnown(String planted) throws Exception {
        ProfilePrScript.Ended ended = script.run(
                folder.resolve("repository").toString(),
                "base",
                planted,
                "--rounds",
                "1",
                "--passes",
                "baseline,count",
                "--build",
                "mkdir -p classes/META-INF/services && '" + System.getProperty("java.home") + "/bin/javac' -g -cp '"
                        + System.getProperty("java.class.path") + "' -d classes src/org/acme/*.java"
                        + " && echo org.acme.Night > classes/META-INF/services/tallyflame.modules.ScienceModule",
                "--alerts",
                folder.resolve("alerts").toString(),
                "--out",
                folder.resolve("pr-" + planted).toString(),
                "--",
                "--warmup",
                "50ms",
                "--measure",
                "100ms");
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        String name = "profile-pr/" + planted + ".md";
        String masked = mask(ended.out());
        Path golden = Path.of("src/test/resources/tallyflame/cli/record").resolve(name);
        if (Boolean.getBoolean("tallyflame.golden.write")) {
            Files.createDirectories(golden.getParent());
            Files.writeString(golden, masked);
        }
        try (var expected = ProfilePrGoldenIT.class.getResourceAsStream(name)) {
            assertThat(masked).isEqualTo(new String(expected.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** Leaves counts as they are; what is measured, and the names of commits, become #. */
    private static String mask(String summary) {
        return summary.lines()
                // How busy the machine was is not always worth a warning, and not every kernel tells waiting apart.
                .map(ProfilePrGoldenIT::maskLine)
                .filter(line -> !line.contains("busy") && !line.startsWith("| waiting"))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String maskLine(String line) {
        List<String> measured = List.of("| throughput", "| wall clock", "| invisible", "| noise");
        if (measured.stream().anyMatch(line::startsWith)) {
            String row = line.substring(0, line.indexOf('|', 1) + 1);
            return row + (line.contains("UNDECIDED") ? " #; UNDECIDED: # |" : " # |");
        }
        if (line.startsWith("`night`")) {
            return line.replaceAll("\\([0-9a-f]{10}\\)", "(#)");
        }
        return line;
    }
}
