package tallyflame.runner.instruments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.runs.EnvironmentException;

/** What comes out of a jar, where it lies afterwards, and what happens to files there that are not what they were. */
class UnpackedFileTest {
    @TempDir
    private Path folder;

    private URL resource(String text) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "resource", ""), text)
                .toUri()
                .toURL();
    }

    @Test
    void theCacheIsWhereTheSystemKeepsCaches() {
        assertThat(UnpackedFile.cache(Map.of(), "/home/a")).isEqualTo(Path.of("/home/a/.cache/tallyflame"));
        assertThat(UnpackedFile.cache(Map.of("XDG_CACHE_HOME", "/c"), "/home/a"))
                .isEqualTo(Path.of("/c/tallyflame"));
        assertThat(UnpackedFile.cache(Map.of("XDG_CACHE_HOME", "/c", "TALLYFLAME_CACHE", "/own"), "/home/a"))
                .isEqualTo(Path.of("/own"));
    }

    @Test
    void everyVersionHasAFileOfItsOwn() throws Exception {
        Path one = UnpackedFile.of(resource("one"), "agent.jar", folder.resolve("cache"));
        Path two = UnpackedFile.of(resource("two"), "agent.jar", folder.resolve("cache"));
        assertThat(one).hasContent("one");
        assertThat(two).hasContent("two").hasFileName("agent.jar");
    }

    @Test
    void aFileThatIsThereIsUsedAndOneThatWasChangedIsReplaced() throws Exception {
        Path file = UnpackedFile.of(resource("agent"), "agent.jar", folder.resolve("cache"));
        Object key = Files.readAttributes(file, "unix:ino").get("ino");
        assertThat(UnpackedFile.of(resource("agent"), "agent.jar", folder.resolve("cache")))
                .isEqualTo(file);
        assertThat(Files.readAttributes(file, "unix:ino")).containsEntry("ino", key);

        Files.writeString(file, "tampe");
        assertThat(UnpackedFile.of(resource("agent"), "agent.jar", folder.resolve("cache")))
                .isEqualTo(file)
                .hasContent("agent");
    }

    @Test
    void aCacheThatCannotBeWritten() throws Exception {
        Path occupied = Files.writeString(folder.resolve("occupied"), "a file, where a folder should be");
        assertThatThrownBy(() -> UnpackedFile.of(resource("agent"), "agent.jar", occupied))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining(occupied.toString())
                .hasMessageEndingWith("set TALLYFLAME_CACHE to a folder you may write to");
    }

    @Test
    void aJarThatIsCutOff() throws Exception {
        Path jar = folder.resolve("all.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("agent.jar"));
            out.write(new byte[100_000]);
        }
        byte[] whole = Files.readAllBytes(jar);
        Files.write(jar, java.util.Arrays.copyOf(whole, whole.length / 2));
        URL within = URI.create("jar:" + jar.toUri() + "!/agent.jar").toURL();
        assertThatThrownBy(() -> UnpackedFile.of(within, "agent.jar", folder.resolve("cache")))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining(jar.toString())
                .hasMessageEndingWith("the jar is damaged, get it again");
    }
}
