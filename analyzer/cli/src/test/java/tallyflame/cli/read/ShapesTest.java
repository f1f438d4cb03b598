package tallyflame.cli.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.analysis.report.ReportPage;
import tallyflame.cli.CommandLineRun;
import tallyflame.cli.options.Failures;

/** Whatever shape a directory has, every verb sees the same JVMs and the same number of samples, or refuses it for the same reason. */
class ShapesTest {
    @TempDir
    private static Path folder;

    private static List<Shape> shapes;

    @TempDir
    private Path answers;

    @BeforeAll
    static void make() throws Exception {
        CountedProject project = new CountedProject(Files.createDirectories(folder.resolve("project")));
        shapes = new Shapes(folder.resolve("shapes"), project.sample(4000), project.count(3)).all();
    }

    static Stream<Arguments> shapesByVerbs() {
        return shapes.stream().flatMap(shape -> Verb.all().stream().map(verb -> Arguments.of(shape, verb)));
    }

    static List<Shape> readable() {
        return shapes.stream()
                .filter(shape -> shape.refusal().isEmpty() || shape.reported())
                .toList();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("shapesByVerbs")
    void everyVerbSeesTheSame(Shape shape, Verb verb) throws IOException {
        CommandLineRun run = verb.ask(shape.path(), answers);
        if (shape.answers(verb)) {
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(verb.samples(run, shape.path(), answers))
                    .isEqualTo(verb == Verb.EVENTS ? shape.events() : shape.samples());
        } else {
            assertThat(run.exitCode()).as(run.err()).isEqualTo(Failures.UNREADABLE_INPUT);
            boolean profile = verb == Verb.EVENTS && shape.toString().endsWith(".collapsed");
            String why = profile
                    ? ": is a profile and has no single events"
                    : shape.refusal().orElseThrow();
            assertThat(run.err().lines().filter(line -> !line.startsWith("making the tables of ")))
                    .containsExactly("tallyflame: " + shape.path() + why);
            assertThat(run.out()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("readable")
    void theEvidenceHoldsEveryJvm(Shape shape) throws IOException {
        assertThat(Evidence.open(shape.path()).jvms()).hasSize(shape.jvms());
    }

    @ParameterizedTest
    @MethodSource("readable")
    void aReportNamesTheJvmsOfForksThatHaveSeveral(Shape shape) throws IOException {
        if (shape.toString().startsWith("2-jvms")) {
            assertThat(Verb.REPORT.ask(shape.path(), answers).exitCode()).isZero();
            assertThat(shape.path().resolve(ReportPage.FILE))
                    .content()
                    .contains("pass sample fork 1: 2 JVMs; the command ended with exit status 0")
                    .contains("process 1: java org.acme.Work 4000", "process 2: java org.acme.Work 4000");
        }
    }
}
