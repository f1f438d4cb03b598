package tallyflame.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code scripts/tallyflame} where something is wrong with the machine: one line, and 4. */
class LauncherTest {
    private static final Path SCRIPTS = Path.of("../../scripts");

    @TempDir
    private Path folder;

    private record Ended(int exitCode, String out, String err) {}

    /** A clone of the project with nothing in it but the launcher. */
    private Path clone(String name) throws IOException {
        Path home = folder.resolve(name);
        Files.createDirectories(home.resolve("scripts"));
        Files.createDirectories(home.resolve("analyzer/cli"));
        for (String script : List.of("tallyflame", "maven")) {
            Files.copy(SCRIPTS.resolve(script), home.resolve("scripts").resolve(script));
            assertThat(home.resolve("scripts").resolve(script).toFile().setExecutable(true))
                    .isTrue();
        }
        return home;
    }

    private Ended launch(Path home, Map<String, String> environment, String... arguments) throws Exception {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder("bash", home + "/scripts/tallyflame");
        builder.command().addAll(List.of(arguments));
        builder.redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        int exitCode = builder.start().waitFor();
        return new Ended(exitCode, Files.readString(out), Files.readString(err));
    }

    private static void script(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private Map<String, String> withMaven(String script) throws IOException {
        Path tools = Files.createDirectories(folder.resolve("tools"));
        script(tools.resolve("mvn"), script);
        return Map.of("PATH", tools + ":" + System.getenv("PATH"));
    }

    @Test
    void aWrongJavaHome() throws Exception {
        Ended ended = launch(clone("home"), Map.of("JAVA_HOME", "/no/such/jdk"));
        assertThat(ended.exitCode()).isEqualTo(4);
        assertThat(ended.err())
                .isEqualTo("tallyflame: JAVA_HOME is /no/such/jdk, and there is no bin/java in it;"
                        + " set it to a JDK >= 17, or unset it\n");
    }

    @Test
    void anOldJavaHome() throws Exception {
        Path old = Files.createDirectories(folder.resolve("old/bin")).getParent();
        Files.createSymbolicLink(old.resolve("bin/java"), Path.of("/bin/true"));
        Files.writeString(old.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"1.8.0_402\"\n");
        Ended ended = launch(clone("home"), Map.of("JAVA_HOME", old.toString()));
        assertThat(ended.exitCode()).isEqualTo(4);
        assertThat(ended.err()).contains("a JDK 8; set it to a JDK >= 17").hasLineCount(1);
    }

    @Test
    void aBuildThatFails() throws Exception {
        Ended silent = launch(clone("home"), withMaven("echo the network is gone; exit 1\n"));
        assertThat(silent.exitCode()).isEqualTo(4);
        assertThat(silent.err()).contains("tallyflame: the build failed: the network is gone; whole log: ");

        Ended told = launch(clone("other"), withMaven("echo '[ERROR] no plugin'; echo '[ERROR] more'; exit 1\n"));
        assertThat(told.exitCode()).isEqualTo(4);
        assertThat(told.err())
                .contains("the build failed: no plugin; whole log")
                .doesNotContain("more");
    }

    @Test
    void theWrapperBuildsBeforeAnyMavenOnThePath() throws Exception {
        Path home = clone("home");
        script(home.resolve("mvnw"), "[ \"$1\" = --version ] || { echo '[ERROR] by the wrapper'; exit 1; }\n");
        Ended ended = launch(home, withMaven("echo '[ERROR] by the path'; exit 1\n"));
        assertThat(ended.err()).contains("the build failed: by the wrapper; whole log");
    }

    @Test
    void aMavenOnThePathBuildsWhereTheWrapperCannotFetchItsOwn() throws Exception {
        Path home = clone("home");
        script(home.resolve("mvnw"), "echo 'curl: Failed to fetch' >&2; exit 1\n");
        Ended ended = launch(home, withMaven("echo '[ERROR] by the path'; exit 1\n"));
        assertThat(ended.err()).contains("the build failed: by the path; whole log");
    }

    @Test
    void aCloneThatCannotBeWrittenTo() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        boolean mounted = execute("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString()) == 0;
        if (!mounted) {
            System.err.println("SKIPPED: a read-only file system can only be mounted by root on Linux");
        }
        assumeThat(mounted).as("a read-only file system can be mounted here").isTrue();
        try {
            Path home = clone("disk/home");
            assertThat(execute("mount", "-o", "remount,ro", disk.toString())).isZero();
            Ended ended = launch(home, withMaven("exit 0\n"));
            assertThat(ended.exitCode()).isEqualTo(4);
            assertThat(ended.err())
                    .contains(home + " is not built, and you may not write to it")
                    .hasLineCount(1);
        } finally {
            assertThat(execute("umount", disk.toString())).isZero();
        }
    }

    private static int execute(String... command) throws Exception {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return -1;
        }
    }

    @Test
    void umlautsInLangC() throws Exception {
        // The names are given to the shell, which hands bytes on: this JVM may itself run in LANG=C.
        Path home = clone("home");
        Path dist = Files.createDirectories(home.resolve("analyzer/cli/target/tallyflame/lib"));
        program(dist.resolve("program.jar"));
        Files.createFile(dist.resolveSibling("built"));
        Path script = Files.writeString(
                folder.resolve("start"),
                "cd '" + folder + "' && mv home größe && echo x > größe/ä && exec größe/scripts/tallyflame größe/ä\n");
        assertThat(home.resolve("scripts/tallyflame").toFile().setExecutable(true))
                .isTrue();
        Map<String, String> environment = new TreeMap<>(Map.of("LANG", "C", "LC_ALL", "", "LC_CTYPE", ""));
        Path out = folder.resolve("out");
        ProcessBuilder builder = new ProcessBuilder("bash", script.toString());
        builder.redirectErrorStream(true).redirectOutput(out.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        assertThat(builder.start().waitFor()).as(Files.readString(out)).isZero();
        assertThat(Files.readString(out)).isEqualTo("true\n");
    }

    /** As {@code java -jar} starts it: signs of tables, and names in recordings, are never question marks. */
    @Test
    void withoutTheLauncherLangCPrintsEverySign() throws Exception {
        Path stacks = Files.writeString(folder.resolve("stacks.collapsed"), "größe;µ… 3\n");
        Path out = folder.resolve("out");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "functions",
                stacks.toString());
        builder.redirectErrorStream(true).redirectOutput(out.toFile());
        builder.environment().putAll(Map.of("LANG", "C", "LC_ALL", "C"));
        assertThat(builder.start().waitFor()).isZero();
        assertThat(Files.readString(out)).contains("größe", "µ…").doesNotContain("?");
    }

    @Test
    void anInstalledDistributionKeepsTheClassesItLoaded() throws Exception {
        Path home = clone("home");
        Path jar = Files.createDirectories(home.resolve("lib")).resolve("program.jar");
        program(jar);
        Path cache = folder.resolve("cache");
        Map<String, String> environment = Map.of("TALLYFLAME_CACHE", cache.toString());
        Ended first = launch(home, environment, "events");
        assertThat(first.out()).as(first.err()).isEqualTo("false\n");
        assertThat(files(cache)).hasSize(1).allMatch(name -> name.matches("start-.*\\.jsa"));
        assertThat(launch(home, environment, "events")).isEqualTo(first);

        // Of other jars it says nothing, and keeps theirs, too.
        Files.setLastModifiedTime(jar, FileTime.from(Instant.EPOCH));
        assertThat(launch(home, environment, "events")).isEqualTo(first);
        assertThat(files(cache)).hasSize(2);
    }

    @Test
    void nothingIsKeptWhereTheCacheCannotBeWritten() throws Exception {
        Path home = clone("home");
        program(Files.createDirectories(home.resolve("lib")).resolve("program.jar"));
        Path occupied = Files.createFile(folder.resolve("cache"));
        assertThat(launch(home, Map.of("TALLYFLAME_CACHE", occupied.toString()), "events"))
                .isEqualTo(new Ended(0, "false\n", ""));
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    /** A program in our place that says whether the file in its argument exists. */
    private void program(Path jar) throws IOException {
        Path source = Files.writeString(
                folder.resolve("Main.java"),
                """
                package tallyflame.cli;
                public class Main {
                    public static void main(String[] arguments) {
                        System.out.println(java.nio.file.Files.exists(java.nio.file.Path.of(arguments[0])));
                    }
                }
                """,
                StandardCharsets.UTF_8);
        Path classes = Files.createDirectories(folder.resolve("classes"));
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-d", classes.toString(), source.toString()))
                .isZero();
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            out.putNextEntry(new JarEntry("tallyflame/cli/Main.class"));
            Files.copy(classes.resolve("tallyflame/cli/Main.class"), out);
            out.closeEntry();
        }
    }
}
