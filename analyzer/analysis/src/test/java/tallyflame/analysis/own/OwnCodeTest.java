package tallyflame.analysis.own;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnCodeTest {
    @TempDir
    private Path folder;

    private Path jar(String name, String main, String... entries) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (main != null) {
            manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, main);
        }
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            for (String entry : entries) {
                jar.putNextEntry(new ZipEntry(entry));
            }
        }
        return file;
    }

    private Path classes(String name, String... files) throws IOException {
        Path classes = folder.resolve(name);
        for (String file : files) {
            Files.createDirectories(classes.resolve(file).getParent());
            Files.createFile(classes.resolve(file));
        }
        return classes;
    }

    private static OwnCode code(String command, Object... entries) {
        String classPath = String.join(
                File.pathSeparator,
                List.of(entries).stream().map(Object::toString).toList());
        return OwnCode.of(List.of(Program.of(command, classPath, "").orElseThrow()));
    }

    @Test
    void classesInFoldersAreOwnAndThoseOfRepositoriesAreNot() throws Exception {
        OwnCode code = code(
                "com.acme.Main --fast",
                classes("classes", "com/acme/Main.class", "com/acme/sub/B.class"),
                jar(".m2/repository/org/lib/lib/1.0/lib-1.0.jar", null, "org/lib/A.class"),
                jar("elsewhere/org/far/2.1/far-2.1.jar", null, "org/far/F.class"),
                jar("app/lib/other.jar", null, "org/other/O.class"));
        assertThat(List.of(
                        "com.acme.Main",
                        "com.acme.Main$1",
                        "com.acme.sub.B$$Lambda$7.0x0000000800c4",
                        "com.acme.sub.B/0x12"))
                .allMatch(code::owns);
        assertThat(List.of("org.lib.A", "org.far.F", "org.other.O", "com.acme.Gone", "java.util.List"))
                .noneMatch(code::owns);
    }

    @Test
    void theJarThatIsStartedIsOwnEvenInARepository() throws Exception {
        Path jar = jar(
                ".m2/repository/org/tool/tool/3/tool-3.jar",
                "org.tool.Main",
                "org/tool/Main.class",
                "org/tool/T.class");
        assertThat(code(jar + " -d out", jar).owns("org.tool.T")).isTrue();
        assertThat(code("org.tool.Main x", jar).owns("org.tool.T")).isTrue();
    }

    @Test
    void aDistributionsMainJarIsOwnAmongTheLibrariesBesideIt() throws Exception {
        OwnCode code = code(
                "com.acme.Main",
                classes("conf"),
                jar("lib/app.jar", null, "com/acme/Main.class"),
                jar("lib/guava.jar", null, "com/google/G.class"));
        assertThat(code.owns("com.acme.Main")).isTrue();
        assertThat(code.owns("com.google.G")).isFalse();
    }

    @Test
    void classesWithinWebAndBootJarsAreFound() throws Exception {
        Path jar = jar(
                "boot.jar",
                "org.springframework.boot.loader.Launcher",
                "BOOT-INF/classes/com/acme/App.class",
                "BOOT-INF/lib/x.jar",
                "org/springframework/boot/loader/Launcher.class");
        OwnCode code = code(jar.toString(), jar);
        assertThat(code.owns("com.acme.App")).isTrue();
        assertThat(code.owns("org.springframework.boot.loader.Launcher")).isFalse();
    }

    @Test
    void launchersAreNobodysOwn() throws Exception {
        Path junit = jar(".m2/repository/org/junit/console/1/console-1.jar", null, "org/junit/Main.class");
        assertThat(code("org.junit.Main", junit).owns("org.junit.Main")).isFalse();
        OwnCode tests = code("org.junit.Main", junit, classes("test-classes", "com/acme/MainTest.class"));
        assertThat(tests.owns("com.acme.MainTest")).isTrue();
    }

    @Test
    void manifestsNameFurtherEntries() throws Exception {
        classes("classes", "com/acme/Main.class");
        Path booter = folder.resolve("booter.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, "classes/ http://far.away/x.jar");
        new JarOutputStream(Files.newOutputStream(booter), manifest).close();
        assertThat(code(booter.toString(), booter).owns("com.acme.Main")).isTrue();
    }

    @Test
    void whereTheClassPathIsGoneThePackageOfTheMainClassIsOwn() {
        OwnCode code = code("com.acme.Main", folder.resolve("gone"));
        assertThat(List.of("com.acme.Main", "com.acme.sub.X")).allMatch(code::owns);
        assertThat(List.of("com.acmes.X", "org.lib.A")).noneMatch(code::owns);
    }

    @Test
    void aFileOfSourceIsAProgramInNoPackage() {
        OwnCode code =
                code("jdk.compiler/com.sun.tools.javac.launcher.Main /home/x/Loop.java 5", folder.resolve("empty"));
        assertThat(List.of("Loop", "Loop$1")).allMatch(code::owns);
        assertThat(List.of("com.sun.tools.javac.Main", "org.lib.A")).noneMatch(code::owns);
    }

    @Test
    void toolsOfTheJdkHaveNothingOfTheirOwn() {
        OwnCode code = code("jdk.compiler/com.sun.tools.javac.Main -d x", folder);
        assertThat(code.owns("com.sun.tools.javac.Main")).isFalse();
        assertThat(code.absence()).contains("com.sun.tools.javac.Main", "--package");
    }

    @Test
    void namesThatNoFileCanHaveAreNobodysOwn() {
        assertThat(code("com.acme.Main", folder).owns("com.\0.evil")).isFalse();
    }

    @Test
    void patternsSayWhatIsOwn() {
        OwnCode code = OwnCode.matching(List.of("com.acme.**", "!com.acme.gen.**"), "");
        assertThat(code.owns("com.acme.A$B")).isTrue();
        assertThat(code.owns("com.acme.gen.G")).isFalse();
    }

    @Test
    void withoutAnyRecordOfTheProgramTheReasonIsGiven() {
        assertThat(OwnCode.of(List.of()).absence()).contains("not known what was run", "--package");
    }
}
