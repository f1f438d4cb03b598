package tallyflame.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JvmProcessTest {
    private static JvmProcess jvm(String command) {
        return new JvmProcess(
                Pass.COUNT, 1, 4711, 1L, List.of(command.split(" ")), null, null, null, List.of(), null, null);
    }

    @ParameterizedTest
    @CsvSource({
        "/jdk/bin/java -cp a:b -Xmx1g com.acme.Main -jar x, com.acme.Main",
        "java -jar /opt/lib/bench.jar -f 2, bench.jar",
        "java --add-opens java.base/java.lang=ALL-UNNAMED @args -p mods -m acme/com.acme.Main, com.acme.Main",
        "java --source 17 Hello.java, Hello.java",
        "java -version, java",
        "/jdk/bin/javac -d out A.java, javac"
    })
    void itsNameIsWhatItRuns(String command, String name) {
        assertThat(jvm(command).name()).isEqualTo(name);
        assertThat(jvm(command).describe()).isEqualTo(name + " (pid 4711)");
    }

    @ParameterizedTest
    @CsvSource({
        "4711, true",
        "471, false",
        "47*, false",
        "com.acme.Main, true",
        "com.acme.Mai, false",
        "*Main, true",
        "com.*, true",
        "c*.M*n, true",
        "*, true",
        "com?acme.Main, false"
    })
    void itIsMeantByProcessIdOrPattern(String wanted, boolean matches) {
        assertThat(jvm("java com.acme.Main").matches(wanted)).isEqualTo(matches);
    }
}
