package tallyflame.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which JVMs a run directory holds, and which documents are refused. */
class RunDirectoryTest {
    private static final String DOCUMENT =
            """
            {"schema":1,"tool":{},"kind":"run","status":"complete","started":"2026-01-01T00:00:00Z","host":{},
             "plan":{"passes":["sample"],"forks":1},"passes":[
             {"pass":"sample","fork":1,"directory":"passes/sample-1","status":"complete"}]}
            """;

    @TempDir
    private Path root;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(root.resolve("run.json"), DOCUMENT);
    }

    private Path file(String name) throws IOException {
        Path file = root.resolve("passes").resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "x");
    }

    private List<JvmFiles> jvms() throws IOException {
        return RunDirectory.open(root).jvms();
    }

    @Test
    void theOnlyJvmOfAForkHasNoIdInItsNames() throws IOException {
        Path async = file("sample-1/async.jfr");
        Path flight = file("sample-1/flight.jfr");
        file("sample-1/timing.json");
        file("sample-1/output.txt");
        assertThat(jvms()).singleElement().satisfies(jvm -> {
            assertThat(jvm.pass()).isEqualTo(Pass.SAMPLE);
            assertThat(jvm.fork()).isEqualTo(1);
            assertThat(jvm.id()).isEmpty();
            assertThat(jvm.recordings()).containsExactly(async, flight);
        });
    }

    @Test
    void severalJvmsAreToldApartByProcessId() throws IOException {
        file("sample-1/async-12.jfr");
        file("sample-1/flight-12.jfr");
        file("sample-1/counts-13.tfc");
        file("sample-1/hotspot-pid-14-id-1-2026_01_01_10_00_00.jfr");
        file("sample-1/jvms/15-1700000000/async.jfr");
        file("sample-1/jvms/15-1700000000/counts.tfc");
        assertThat(jvms()).extracting(JvmFiles::id).containsExactly("12", "13", "14", "15");
        assertThat(jvms()).extracting(jvm -> jvm.recordings().size()).containsExactly(2, 0, 1, 1);
        assertThat(jvms()).extracting(jvm -> jvm.of(FileKind.COUNTS).size()).containsExactly(0, 1, 0, 1);
    }

    @Test
    void forksComeInTheOrderOfTheirNumbers() throws IOException {
        file("sample-10/async.jfr");
        file("sample-2/async.jfr");
        file("jfr-cpu-1/flight.jfr");
        file("sample-1x/async.jfr");
        file("sample-99999999999999999999/async.jfr");
        assertThat(jvms())
                .extracting(jvm -> jvm.pass().label() + " " + jvm.fork())
                .containsExactly("sample 2", "sample 10", "jfr-cpu 1");
    }

    @Test
    void chunksOfARepositoryAreThoseOfTheOnlyJvm() throws IOException {
        file("sample-1/counts.tfc");
        Path first = file("sample-1/jfr-repository/2026_01_01_10_00_00_4711/2026_01_01_10_00_00.jfr");
        Path second = file("sample-1/jfr-repository/2026_01_01_10_00_00_4711/2026_01_01_10_00_07.jfr");
        assertThat(jvms()).singleElement().satisfies(jvm -> {
            assertThat(jvm.id()).isEmpty();
            assertThat(jvm.of(FileKind.FLIGHT)).containsExactly(first, second);
        });
    }

    @Test
    void chunksOfSeveralJvmsStayApart() throws IOException {
        file("sample-1/jfr-repository/2026_01_01_10_00_00_4711/1.jfr");
        file("sample-1/jfr-repository/2026_01_01_10_00_00_4712/1.jfr");
        file("sample-1/flight-4712.jfr");
        assertThat(jvms()).extracting(JvmFiles::id).containsExactly("4711", "4712");
        assertThat(jvms()).allSatisfy(jvm -> assertThat(jvm.of(FileKind.FLIGHT)).hasSize(1));
    }

    @Test
    void chunksBesideARecordingAreOfAnotherJvm() throws IOException {
        file("sample-1/flight.jfr");
        file("sample-1/jfr-repository/2026_01_01_10_00_00_4711/1.jfr");
        assertThat(jvms()).extracting(JvmFiles::id).containsExactly("", "4711");
    }

    @Test
    void emptyFilesAreMissing() throws IOException {
        Files.write(file("sample-1/async.jfr"), new byte[0]);
        assertThat(jvms()).singleElement().satisfies(jvm -> assertThat(jvm.files())
                .isEmpty());
        assertThat(RunDirectory.open(root).missing()).containsExactly("passes/sample-1/async.jfr is empty");
    }

    @Test
    void filesThatAreGoneAreMissing() throws IOException {
        assertThat(RunDirectory.open(root).missing()).containsExactly("pass sample fork 1: its files are gone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"schema\":0}", "{\"schema\":2}", "null", "[]", "", "{\"schema\":1}"})
    void documentsThatAreNoneOfThisVersionAreRefused(String text) throws IOException {
        Files.writeString(root.resolve("run.json"), text);
        assertThatThrownBy(() -> RunDirectory.open(root))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(root.resolve("run.json").toString());
    }

    @Test
    void lackingPartsAreNamed() throws IOException {
        Files.writeString(
                root.resolve("run.json"),
                DOCUMENT.replace("\"status\":\"complete\",\"started\"", "\"started\"")
                        .replace("\"passes\":[\"sample\"],", ""));
        assertThatThrownBy(() -> RunDirectory.open(root)).hasMessageContaining("it lacks status, plan;");
    }
}
