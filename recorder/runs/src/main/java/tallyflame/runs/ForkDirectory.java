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
    private static final Pattern FORK = Pattern.compile("(.+)-(\\d{1,9})");

    /** Names of files: the kind, then what tells JVMs of a fork apart. */
    private static final Pattern FILE = Pattern.compile("([a-z]+)(?:-(.+))?\\.(?:jfr|tfc|hgrm)");

    /** Name that a JVM makes up for its flight recording when it is only given a folder; the runner gives it a better one. */
    private static final Pattern MADE_UP = Pattern.compile("hotspot-pid-(\\d+)-.*\\.jfr");

    /** A folder of JFR's repository: a time, then the process id. */
    private static final Pattern REPOSITORY_FOLDER = Pattern.compile("[0-9_]*_(\\d+)");

    private static final Pattern OF_TASK = Pattern.compile("\\d+\\.tfc");

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
        for (Path task : list(path.resolve(RunDirectory.TASK_COUNTS))) {
            if (OF_TASK.matcher(task.getFileName().toString()).matches()) {
                add(jvms, "", FileKind.COUNTS, task);
            }
        }
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
            Matcher madeUp = MADE_UP.matcher(file.getFileName().toString());
            if (madeUp.matches()) {
                add(jvms, madeUp.group(1), FileKind.FLIGHT, file);
            } else if (name.matches()) {
                String id = name.group(2) == null ? "" : name.group(2);
                FileKind.of(name.group(1)).ifPresent(kind -> add(jvms, id, kind, file));
            }
        }
        return jvms;
    }

    private void add(Map<String, JvmFiles> jvms, String id, FileKind kind, Path file) {
        jvms.merge(id, new JvmFiles(pass, fork, id).with(kind, file), JvmFiles::plus);
    }

    /**
     * The chunks in the repository of JFR stand in for the recording that a killed JVM could not write any more. A JVM that ended
     * has removed its folder there, so that each is of a JVM without a recording.
     */
    private void addRepository(Map<String, JvmFiles> jvms) throws IOException {
        List<Path> folders = list(path.resolve(RunDirectory.REPOSITORY));
        boolean onlyJvm = folders.size() == 1
                && jvms.values().stream()
                        .allMatch(jvm ->
                                jvm.id().isEmpty() && jvm.of(FileKind.FLIGHT).isEmpty());
        for (Path folder : folders) {
            Matcher name = REPOSITORY_FOLDER.matcher(folder.getFileName().toString());
            String id = onlyJvm || !name.matches() ? "" : name.group(1);
            boolean recorded =
                    jvms.containsKey(id) && !jvms.get(id).of(FileKind.FLIGHT).isEmpty();
            for (Path chunk : recorded ? List.<Path>of() : list(folder)) {
                if (chunk.toString().endsWith(".jfr")) {
                    add(jvms, id, FileKind.FLIGHT, chunk);
                }
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
