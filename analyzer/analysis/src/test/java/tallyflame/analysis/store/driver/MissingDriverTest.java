package tallyflame.analysis.store.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What query says where DuckDB's jar was not put beside ours. */
class MissingDriverTest {
    private static final Path HOME = Path.of("/opt/tally flame");

    @Test
    void aCommandThatFetchesTheJarForThePlatform() {
        DriverJar jar = new DriverJar("1.5.5.1", "linux_arm64");
        assertThat(MissingDriver.advice(Optional.of(jar), Optional.of(HOME)))
                .isEqualTo(
                        "DuckDB, which runs SQL, is not part of this installation; get it with: curl -fo"
                                + " '/opt/tally flame/duckdb_jdbc-1.5.5.1-linux_arm64.jar'"
                                + " https://repo.maven.apache.org/maven2/org/duckdb/duckdb_jdbc/1.5.5.1/"
                                + "duckdb_jdbc-1.5.5.1-linux_arm64.jar; or read the tables with any other tool for Parquet files");
    }

    @Test
    void platformsAsMavenCentralNamesThem() {
        assertThat(DriverJar.of("Linux", "amd64", false))
                .hasValueSatisfying(jar -> assertThat(jar.classifier()).isEqualTo("linux_amd64"));
        assertThat(DriverJar.of("Linux", "aarch64", true))
                .hasValueSatisfying(jar -> assertThat(jar.classifier()).isEqualTo("linux_arm64_musl"));
        assertThat(DriverJar.of("Mac OS X", "aarch64", false))
                .hasValueSatisfying(jar -> assertThat(jar.classifier()).isEqualTo("macos_universal"));
        assertThat(DriverJar.of("AIX", "ppc64", false)).isEmpty();
    }

    @Test
    void noCommandWhereThereIsNoJar() {
        assertThat(MissingDriver.advice(Optional.empty(), Optional.of(HOME)))
                .isEqualTo("DuckDB, which runs SQL, is not part of this installation;"
                        + " the tables can be read with any other tool for Parquet files");
    }
}
