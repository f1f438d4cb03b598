package tallyflame.spark.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tallyflame.runs.Pass;

class SettingsTest {
    @Test
    void onlyTheFolderMustBeGiven() {
        Settings settings = settings(Map.of("spark.tallyflame.dir", "hdfs://host/profiles"));

        assertThat(settings)
                .isEqualTo(new Settings(
                        "hdfs://host/profiles",
                        List.of(Pass.SAMPLE),
                        1,
                        true,
                        "cpu",
                        Duration.ofMillis(1),
                        List.of(),
                        List.of()));
    }

    @Test
    void whatIsTheApplicationsOwnIsCountedUnlessTold() {
        Settings settings = settings(Map.of(
                "spark.tallyflame.dir",
                "/p",
                "spark.tallyflame.passes",
                "sample,count",
                "spark.tallyflame.package",
                "com.a.**;com.b.*"));

        assertThat(settings.passes()).containsExactly(Pass.SAMPLE, Pass.COUNT);
        assertThat(settings.count()).containsExactly("com.a.**", "com.b.*");
        assertThat(settings.pass()).isEqualTo(Pass.SAMPLE);
    }

    @ParameterizedTest
    @CsvSource({
        "dir,'',spark.tallyflame.dir is missing",
        "passes,trace,'spark.tallyflame.passes is trace; use sample, count or sample,count'",
        "passes,count,spark.tallyflame.count is missing",
        "fraction,2,spark.tallyflame.fraction is 2; use a number from 0 to 1",
        "fraction,some,spark.tallyflame.fraction is some",
        "interval,1 minute,spark.tallyflame.interval is 1 minute; use a duration such as 1ms"
    })
    void whatCannotBeUsedIsNamed(String key, String value, String message) {
        assertThatThrownBy(() -> Settings.of(asked ->
                        asked.equals(Key.PREFIX + key) ? value : asked.equals("spark.tallyflame.dir") ? "/p" : null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void slipsOfThePenAreFound() {
        assertThat(Settings.unknown(Stream.of("spark.tallyflame.dir", "spark.tallyflame.pases", "spark.app.name")))
                .containsExactly("spark.tallyflame.pases");
    }

    @Test
    void aFractionOfTheExecutorsIsSpreadEvenly() {
        Settings settings = settings(Map.of("spark.tallyflame.dir", "/p", "spark.tallyflame.fraction", "0.25"));

        long included = IntStream.range(0, 400)
                .filter(executor -> settings.includes(Integer.toString(executor)))
                .count();

        assertThat(included).isBetween(98L, 102L);
    }

    @Test
    void theDocumentHasEveryKeyWithItsDefault() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("../../docs/spark.md")).stream()
                .filter(line -> line.startsWith("| `" + Key.PREFIX))
                .toList();

        assertThat(rows).hasSize(Key.values().length);
        for (Key key : Key.values()) {
            assertThat(rows)
                    .anyMatch(row -> row.startsWith("| `" + key.key() + "` |")
                            && (key.standard().isEmpty() || row.contains("| `" + key.standard() + "` |")));
        }
    }

    @Test
    void jvmOptionsAreThoseOfThePasses() throws Exception {
        Map<String, String> conf = PrintConf.conf(
                "dir=/p", "passes=sample,count", "count=com.a.**", "agent=/opt/agent.jar", "driver=false");

        assertThat(conf)
                .containsEntry("spark.plugins", "tallyflame.spark.TallyflamePlugin")
                .containsEntry("spark.tallyflame.dir", "/p")
                .doesNotContainKey("spark.driver.extraJavaOptions");
        assertThat(Arrays.asList(conf.get("spark.executor.extraJavaOptions").split(" ")))
                .containsExactly(
                        "-javaagent:/opt/agent.jar=count=com.a.**,out=tallyflame-counts-%p.tfc",
                        "-XX:+UnlockDiagnosticVMOptions", "-XX:+DebugNonSafepoints");
        assertThatThrownBy(() -> PrintConf.conf("dirr=/p")).hasMessageContaining("spark.tallyflame.dirr: no such key");
    }

    private static Settings settings(Map<String, String> given) {
        return Settings.of(given::get);
    }
}
