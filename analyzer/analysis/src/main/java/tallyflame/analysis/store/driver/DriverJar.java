package tallyflame.analysis.store.driver;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The jar of DuckDB for one platform: 20 MB of native code that only SQL needs, which the jar that holds everything else finds
 * where it lies beside it.
 *
 * @param version of DuckDB's driver
 * @param classifier of the platform, as Maven Central has it
 */
record DriverJar(String version, String classifier) {
    private static final String ADDRESS = "https://repo.maven.apache.org/maven2/org/duckdb/duckdb_jdbc/";

    private static final Map<String, String> CLASSIFIERS = Map.of(
            "Linux amd64", "linux_amd64",
            "Linux aarch64", "linux_arm64",
            "Mac OS X x86_64", "macos_universal",
            "Mac OS X aarch64", "macos_universal");

    /** The jar for a platform; empty if there is none, or this build does not know its own version of DuckDB. */
    static Optional<DriverJar> of(String system, String architecture, boolean musl) {
        return Optional.ofNullable(CLASSIFIERS.get(system + " " + architecture))
                .map(classifier -> new DriverJar(builtWith(), musl ? classifier + "_musl" : classifier));
    }

    /** The jar for this platform. */
    static Optional<DriverJar> here() {
        String architecture = System.getProperty("os.arch");
        String linker = "/lib/ld-musl-" + (architecture.equals("amd64") ? "x86_64" : architecture) + ".so.1";
        return of(System.getProperty("os.name"), architecture, Files.exists(Path.of(linker)));
    }

    /** The command that puts the jar into a folder. */
    String fetchInto(Path folder) {
        String name = "duckdb_jdbc-" + version + "-" + classifier + ".jar";
        return "curl -fo '" + folder.resolve(name) + "' " + ADDRESS + version + "/" + name;
    }

    /** The folder of the jar that holds this class; empty if it is not in a jar. */
    static Optional<Path> home() {
        try {
            Path code = Path.of(DriverJar.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Files.isRegularFile(code) ? Optional.of(code.getParent()) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static String builtWith() {
        Properties properties = new Properties();
        try (InputStream in = DriverJar.class.getResourceAsStream("driver.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }
}
