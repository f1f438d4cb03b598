package tallyflame.cli.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import tallyflame.agent.BlankCounts;
import tallyflame.analysis.counts.NeverLoaded;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.analysis.filters.CodeFilters;
import tallyflame.analysis.filters.CompilerCode;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.file.CountFile;
import tallyflame.recordings.InputException;

/** The options of the verbs that show what never ran, and leave out what nobody wrote. */
final class ClassOptions {
    @Option(
            names = "--classes",
            paramLabel = "DIR|JAR",
            description =
                    "Show the classes here that were to be counted and never loaded, too, with 0 hits; may be repeated.")
    private List<Path> classes = List.of();

    @Option(
            names = "--filter",
            paramLabel = "LIST",
            split = ",",
            converter = Kinds.class,
            description = {
                "Leave counts of code that compilers make out; what stays keeps its counts. all, or some of:",
                "synthetic, bridge, enum, record, synchronized, try-with-resources, finally, private-constructor, "
                        + "assert, string-switch, exhaustive-switch, generated, kotlin, kotlin-inlined"
            })
    private List<CompilerCode> kinds = List.of();

    /** Reads a name of kinds of code; picocli adds all that it stands for to the list. */
    static final class Kinds implements ITypeConverter<Set<CompilerCode>> {
        @Override
        public Set<CompilerCode> convert(String name) {
            return CompilerCode.named(name.strip())
                    .orElseThrow(() -> new TypeConversionException(
                            "there is no filter '" + name + "'; use all, " + CompilerCode.names()));
        }
    }

    /**
     * Evidence with the classes of {@code --classes} that were to be counted, and without the code of {@code --filter}.
     *
     * @throws IOException if they cannot be read, or the counts do not say what was to be counted
     */
    Evidence applyTo(Evidence evidence) throws IOException {
        if (classes.isEmpty() && kinds.isEmpty()) {
            return evidence;
        }
        for (Path place : classes) {
            if (!Files.exists(place)) {
                throw new IOException(place + ": no such folder or jar of classes");
            }
        }
        Map<Path, CountFile> counts = new LinkedHashMap<>();
        for (Path file : evidence.countFiles()) {
            counts.put(file, CountFile.read(file));
        }
        if (counts.isEmpty()) {
            String option = classes.isEmpty() ? "--filter could leave out" : "--classes could add";
            throw new InputException(evidence.inputs().get(0), "it has no counts, of which " + option + " any");
        }
        List<CompilerCode> filters = List.copyOf(new TreeSet<>(kinds));
        return evidence.with(blank(counts), new CodeFilters(filters, classes));
    }

    private List<ClassCounts> blank(Map<Path, CountFile> counts) throws IOException {
        if (classes.isEmpty()) {
            return List.of();
        }
        Path blank = Files.createTempFile("tallyflame-classes-", ".tfc");
        try {
            BlankCounts.write(classes, NeverLoaded.asked(counts), NeverLoaded.annotatedOnly(counts.values()), blank);
            return CountFile.read(blank).classes();
        } finally {
            Files.deleteIfExists(blank);
        }
    }
}
