package tallyflame.agent.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tallyflame.agent.instrument.ClassInstrumenter;
import tallyflame.agent.instrument.CountProbes;
import tallyflame.agent.instrument.CountedClass;
import tallyflame.counts.Uncounted;
import tallyflame.counts.file.ClassSnapshot;
import tallyflame.counts.file.CountFileWriter;
import tallyflame.counts.file.Header;

/** Writes the counts of classes that nobody has loaded, see {@code tallyflame.agent.BlankCounts}. */
public final class BlankCountWriter {
    private static final String CLASS = ".class";

    private final CountProbes probes = new CountProbes(Integer.MAX_VALUE);
    private final Predicate<String> asked;
    private final boolean annotatedOnly;
    private final Map<String, ClassSnapshot> classes = new LinkedHashMap<>();
    private final List<Uncounted> refused = new ArrayList<>();

    private BlankCountWriter(Predicate<String> asked, boolean annotatedOnly) {
        this.asked = asked;
        this.annotatedOnly = annotatedOnly;
    }

    /** See {@code tallyflame.agent.BlankCounts}. */
    public static void write(List<Path> places, Predicate<String> asked, boolean annotatedOnly, Path file)
            throws IOException {
        BlankCountWriter writer = new BlankCountWriter(asked, annotatedOnly);
        for (Path place : places) writer.place(place);
        long now = System.currentTimeMillis();
        Header header = new Header(CountFileWriter.SCHEMA, Recorder.VERSION, "none", 0, now, now, true, 0);
        new CountFileWriter()
                .write(file, header, List.of(), List.copyOf(writer.classes.values()), writer.refused, null, null);
    }

    private void place(Path place) throws IOException {
        if (Files.isDirectory(place)) {
            folder(place);
        } else {
            try (FileSystem jar = FileSystems.newFileSystem(place)) {
                for (Path root : jar.getRootDirectories()) folder(root);
            }
        }
    }

    private void folder(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : (Iterable<Path>) files.sorted()::iterator) {
                String name = root.relativize(file).toString().replace('\\', '/');
                if (name.endsWith(CLASS) && !name.startsWith("META-INF/") && !name.endsWith("-info.class")) {
                    add(name.substring(0, name.length() - CLASS.length()).replace('/', '.'), file);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** The first class of a name counts, as on a class path. */
    private void add(String name, Path file) throws IOException {
        if (!asked.test(name) || classes.containsKey(name)) return;
        byte[] bytes = Files.readAllBytes(file);
        try {
            ClassInstrumenter.Result<CountedClass> result =
                    new ClassInstrumenter<>(probes, annotatedOnly, probes::allocate).instrument(bytes);
            refused.addAll(result.refused());
            if (result.type() == null) return;
            long[] zeros = new long[result.type().graph().counters()];
            classes.put(name, new ClassSnapshot(result.type().graph(), zeros, List.of()));
        } catch (RuntimeException e) {
            refused.add(new Uncounted(name, "", "its class file cannot be read: " + e));
        }
    }
}
