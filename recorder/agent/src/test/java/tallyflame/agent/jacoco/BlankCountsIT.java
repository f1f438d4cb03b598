package tallyflame.agent.jacoco;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jacoco.core.analysis.Analyzer;
import org.jacoco.core.analysis.CoverageBuilder;
import org.jacoco.core.analysis.IClassCoverage;
import org.jacoco.core.analysis.ICounter;
import org.jacoco.core.analysis.IMethodCoverage;
import org.jacoco.core.data.ExecutionDataStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.agent.BlankCounts;
import tallyflame.agent.libraries.Library;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.LineHits;
import tallyflame.counts.MethodCounts;
import tallyflame.counts.file.CountFile;

/** Classes that nobody loads have the lines that JaCoCo finds in them, and the few that it filters. */
class BlankCountsIT {
    @TempDir
    Path folder;

    @Test
    void aWholeLibraryHasTheLinesThatJacocoFinds() throws Exception {
        Path jar = Library.jar("commons-codec");
        Path file = folder.resolve("blank.tfc");
        BlankCounts.write(java.util.List.of(jar), name -> !name.contains(".digest."), false, file);
        CountFile blank = CountFile.read(file);
        Set<String> ours = new TreeSet<>();
        for (ClassCounts type : blank.classes()) {
            for (MethodCounts method : type.methods()) {
                assertThat(method.entered()).isZero();
                method.lines().forEach(line -> ours.add(line(type.name(), method.name(), method.descriptor(), line)));
            }
        }
        Set<String> theirs = jacoco(jar);
        Set<String> onlyTheirs = new TreeSet<>(theirs);
        onlyTheirs.removeAll(ours);
        Set<String> onlyOurs = new TreeSet<>(ours);
        onlyOurs.removeAll(theirs);
        assertThat(theirs).hasSizeGreaterThan(2000);
        assertThat(onlyTheirs).isEmpty();
        assertThat(onlyOurs).as("what JaCoCo filters").hasSizeLessThan(theirs.size() / 50);
        assertThat(blank.classes()).extracting(ClassCounts::name).noneMatch(name -> name.contains(".digest."));
    }

    private static String line(String type, String name, String descriptor, LineHits line) {
        assertThat(line.hits()).isZero();
        return type + "." + name + descriptor + ":" + line.line();
    }

    private static Set<String> jacoco(Path jar) throws IOException {
        CoverageBuilder coverage = new CoverageBuilder();
        Analyzer analyzer = new Analyzer(new ExecutionDataStore(), coverage);
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                if (entry.getName().endsWith(".class")
                        && !entry.getName().startsWith("META-INF")
                        && !entry.getName().contains("/digest/")) {
                    analyzer.analyzeClass(zip.getInputStream(entry), entry.getName());
                }
            }
        }
        Set<String> lines = new TreeSet<>();
        for (IClassCoverage type : coverage.getClasses()) {
            for (IMethodCoverage method : type.getMethods()) {
                for (int line = method.getFirstLine(); line <= method.getLastLine(); line++) {
                    if (line > 0 && method.getLine(line).getStatus() != ICounter.EMPTY) {
                        lines.add(type.getName().replace('/', '.') + "." + method.getName() + method.getDesc() + ":"
                                + line);
                    }
                }
            }
        }
        return lines;
    }
}
