package tallyflame.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The directory of one fork. Its JVMs are told apart by the process id in the names of their files, or lie in
 * {@code jvms/<pid>-<start>/} below it.
 *
 * @param pass the instrument
 * @param fork number of the fork, from 1
 * @param path {@code passes/<pass>-<fork>}
 */
record ForkDirectory(Pass pass, int fork, Path path) {
    private static final Pattern FORK = Pattern.compile("(.+)-(\\d+)");

    /** Names of files: the kind, then what tells JVMs of a fork apart. */
    private static final Pattern FILE = Pattern.compile("([a-z]+)(?:-(.+))?\\.(?:jfr|tfc|hgrm)");

    /** A folder of JFR's repository: a time, then the process id. */
    private static final Pattern REPOSITORY_FOLDER = Pattern.compile("[0-9_]*_(\\d+)");

    private static final Pattern JVM_FOLDER = Pattern.compile("(\\d+)-.*");

    /** What a directory is by its name, if it is that of a fork. */
    static Optional<ForkDirectory> of(Path directory) {
        Matcher name = FORK.matcher(directory.getFileName().toString());
        return name.matches()
                ? Pass.of(name.group(1))
                        .map(pass -> new ForkDirectory(pass, Integer.parseInt(name.group(2)), directory))
                : Optional.empty();
    }

    /** The JVMs that left files, by process id. */
    List<JvmFiles> jvms() throws IOException {
        Map<String, JvmFiles> jvms = flat();
        addRepository(jvms);
        List<JvmFiles> found = new ArrayList<>(jvms.values());
        for (Path folder : list(path.resolve("jvms"))) {
            Matcher name = JVM_FOLDER.matcher(folder.getFileName().toString());
            if (name.matches() && Files.isDirectory(folder)) {
                new ForkDirectory(pass, fork, folder)
                        .jvms().stream().reduce(JvmFiles::plus).ifPresent(jvm -> found.add(jvm.named(name.group(1))));
            }
        }
        return found;
    }

    private Map<String, JvmFiles> flat() throws IOException {
        Map<String, JvmFiles> jvms = new TreeMap<>();
        for (Path file : list(path)) {
            Matcher name = FILE.matcher(file.getFileName().toString());
            Optional<FileKind> kind = name.matches() ? FileKind.of(name.group(1)) : Optional.empty();
            if (kind.isPresent()) {
                String id = name.group(2) == null ? "" : name.group(2);
                jvms.merge(id, new JvmFiles(pass, fork, id).with(kind.get(), file), JvmFiles::plus);
            }
        }
        return jvms;
    }

    /** The chunks in the repository of JFR stand in for the recording that a killed JVM could not write any more. */
    private void addRepository(Map<String, JvmFiles> jvms) throws IOException {
        for (Path folder : list(path.resolve(RunDirectory.REPOSITORY))) {
            Matcher name = REPOSITORY_FOLDER.matcher(folder.getFileName().toString());
            String pid = name.matches() ? name.group(1) : "";
            boolean several = jvms.keySet().stream().anyMatch(id -> !id.isEmpty());
            String id = several ? pid : "";
            JvmFiles jvm = jvms.getOrDefault(id, new JvmFiles(pass, fork, id));
            if (jvm.of(FileKind.FLIGHT).isEmpty()) {
                for (Path chunk : list(folder)) {
                    jvm = chunk.toString().endsWith(".jfr") ? jvm.with(FileKind.FLIGHT, chunk) : jvm;
                }
                jvms.put(id, jvm);
            }
        }
    }

    private static List<Path> list(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        }
    }
}
