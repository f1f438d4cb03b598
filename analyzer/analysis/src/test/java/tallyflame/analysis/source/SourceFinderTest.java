package tallyflame.analysis.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceFinderTest {
    @TempDir
    Path folder;

    @Test
    void findsSourceInANamedFolderAndInANamedArchive() throws IOException {
        write("src/org/acme/Loop.java", "package org.acme;\nclass Loop {}\n");
        Path jar = jar("loop-sources.jar", "org/acme/InJar.java", "package org.acme;\nclass InJar {}\n");

        SourceFinder finder = finder(List.of(folder.resolve("src"), jar), List.of());

        assertThat(finder.find("org.acme.Loop", "Loop.java", 2).orElseThrow().lines())
                .containsExactly("package org.acme;", "class Loop {}");
        assertThat(finder.find("org.acme.InJar", "InJar.java", 2).orElseThrow().location())
                .isEqualTo(jar + "!/org/acme/InJar.java");
        assertThat(finder.find("org.acme.Missing", "Missing.java", 1)).isEmpty();
    }

    @Test
    void findsSourceOfTheModuleThatBuiltTheClassPathAndOfItsSiblings() throws IOException {
        write("shop/pom.xml", "<project/>");
        write("shop/parts/cart/pom.xml", "<project/>");
        write("shop/parts/till/pom.xml", "<project/>");
        write("shop/parts/cart/src/main/java/org/acme/Cart.java", "// cart\n");
        write("shop/parts/till/src/main/java/org/acme/Till.java", "// till\n");
        write("shop/parts/cart/src/test/java/org/acme/Till.java", "// double for tests\n");
        Path classes = Files.createDirectories(folder.resolve("shop/parts/cart/target/classes"));
        write("shop/parts/cart/target/generated/org/acme/Cart.java", "// build output, not source\n");

        SourceFinder finder = finder(List.of(), List.of(classes));

        assertThat(text(finder.find("org.acme.Cart", "Cart.java", 1))).isEqualTo("// cart");
        SourceFinder ofTill = finder(List.of(), List.of(folder.resolve("shop/parts/till/target/till.jar")));
        assertThat(text(ofTill.find("org.acme.Till", "Till.java", 1))).isEqualTo("// till");
        assertThat(text(ofTill.find("org.acme.Cart", "Cart.java", 1))).isEqualTo("// cart");
    }

    @Test
    void takesACopyOfWhatRanUnlessTheSourceIsStillTheSame() throws IOException {
        write("shop/pom.xml", "<project/>");
        write("shop/src/main/java/org/acme/Same.java", "// same\n");
        write("shop/src/main/java/org/acme/Edited.java", "// edited since\n");
        write("run/sources/org/acme/Same.java", "// same\n");
        write("run/sources/org/acme/Edited.java", "// as it ran\n");
        Path kept = folder.resolve("run/sources");
        SourceFinder finder = SourceFinder.of(
                List.of(),
                List.of(kept),
                List.of(folder.resolve("shop/target/classes")),
                folder.resolve("no-jdk"),
                folder.resolve("repository"));

        SourceText same = finder.find("org.acme.Same", "Same.java", 1).orElseThrow();
        assertThat(same.location()).startsWith(folder.resolve("shop").toString());
        assertThat(finder.isCertain(same)).isTrue();
        SourceText edited = finder.find("org.acme.Edited", "Edited.java", 1).orElseThrow();
        assertThat(edited.lines()).containsExactly("// as it ran");
        assertThat(edited.location()).startsWith(kept.toString());
    }

    @Test
    void prefersMainSourcesToTestDoublesOfTheSameName() throws IOException {
        write("p/pom.xml", "<project/>");
        write("p/a/src/test/java/org/acme/Twin.java", "// double\n");
        write("p/b/src/main/java/org/acme/Twin.java", "// original\n");

        assertThat(text(finder(List.of(folder.resolve("p")), List.of()).find("org.acme.Twin", "Twin.java", 1)))
                .isEqualTo("// original");
    }

    @Test
    void findsKotlinThatLeavesOutThePackageFolders() throws IOException {
        write("k/Flat.kt", "package org.acme.deep\n\nfun main() {}\n");
        write("k/other/Flat.kt", "package org.other\n\nfun main() {}\n");

        SourceFinder finder = finder(List.of(folder.resolve("k")), List.of());

        assertThat(finder.find("org.acme.deep.FlatKt", "Flat.kt", 3)
                        .orElseThrow()
                        .location())
                .endsWith("k/Flat.kt");
        assertThat(finder.find("org.acme.deep.FlatKt", null, 3).orElseThrow().location())
                .endsWith("k/Flat.kt");
    }

    @Test
    void findsSourcesJarsBesideTheClassPathAndByClassInTheRepository() throws IOException {
        jar("lib/acme-1.0-sources.jar", "org/acme/Beside.java", "// beside\n");
        jar("repository/org/other/2.0/other-2.0-sources.jar", "org/other/Far.java", "// far\n");
        jar("repository/org/other/1.0/other-1.0-sources.jar", "org/other/Far.java", "// old\n");
        write("repository/org/broken/1/broken-1-sources.jar", "no zip");

        SourceFinder finder = finder(List.of(), List.of(folder.resolve("lib/acme-1.0.jar")));

        assertThat(text(finder.find("org.acme.Beside$Inner", "Beside.java", 1))).isEqualTo("// beside");
        assertThat(text(finder.find("org.other.Far", "Far.java", 1))).isEqualTo("// far");
    }

    @Test
    void findsTheJdksOwnClassesInItsSrcZip() throws IOException {
        Path javaHome = Path.of(System.getProperty("java.home"));
        Assumptions.assumeTrue(Files.isReadable(javaHome.resolve("lib/src.zip")), "this JDK has no lib/src.zip");
        Optional<SourceText> text = SourceFinder.of(List.of(), List.of(), List.of(), javaHome, folder.resolve("none"))
                .find("java.util.HashMap$Node", null, 0);

        assertThat(text.orElseThrow().lines()).anyMatch(line -> line.startsWith("public class HashMap<K,V>"));
        assertThat(text.orElseThrow().location()).endsWith("java.base/java/util/HashMap.java");
    }

    @Test
    void prefersATextThatIsLongEnoughAndOtherwiseReturnsTheShortOne() throws IOException {
        write("a/org/acme/Grown.java", "one\n");
        write("b/org/acme/Grown.java", "one\ntwo\nthree\n");
        SourceFinder finder = finder(List.of(folder), List.of());

        assertThat(finder.find("org.acme.Grown", "Grown.java", 3).orElseThrow().lines())
                .hasSize(3);
        assertThat(finder.find("org.acme.Grown", "Grown.java", 99)
                        .orElseThrow()
                        .lines()
                        .size())
                .isLessThan(99);
    }

    @Test
    void refusesANamedPlaceThatIsMissingOrNoArchive() throws IOException {
        Path broken = write("broken.jar", "no zip");

        assertThatThrownBy(() -> finder(List.of(folder.resolve("missing")), List.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("missing: no such folder or archive of sources");
        assertThatThrownBy(() -> finder(List.of(broken), List.of()).find("org.acme.A", "A.java", 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("broken.jar: not a readable archive of sources");
    }

    @Test
    void decodesLatin1WhereBytesAreNoUtf8() throws IOException {
        Path file = write("l/Old.java", "");
        Files.write(file, "// caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(text(finder(List.of(folder.resolve("l")), List.of()).find("Old", "Old.java", 1)))
                .isEqualTo("// caf\u00e9");
    }

    private SourceFinder finder(List<Path> named, List<Path> classPath) throws IOException {
        return SourceFinder.of(named, List.of(), classPath, folder.resolve("no-jdk"), folder.resolve("repository"));
    }

    private static String text(Optional<SourceText> found) {
        return String.join("\n", found.orElseThrow().lines());
    }

    private Path write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private Path jar(String path, String entry, String text) throws IOException {
        Path file = write(path, "");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write(text.getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        }
        return file;
    }
}
