package tallyflame.runner.launch;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tallyflame.runs.AtomicFiles;
import tallyflame.runs.RunDirectory;

/** Puts the files of a pass in order when its JVMs have ended, normally or killed. */
public final class PassLeftovers {
    /** Name that a JVM makes up for its recording when it is only given a folder. */
    private static final Pattern MADE_UP = Pattern.compile("hotspot-pid-(\\d+)-id-(\\d+)-.*\\.jfr");
    /** Folder of a JVM's chunks in the repository: when it began, and its process id. */
    private static final Pattern CHUNKS_OF = Pattern.compile(".*_(\\d+)");

    /** A file with a process id in its name. */
    private static final Pattern OF_PROCESS = Pattern.compile("(async|flight|counts|trace)-(\\d+)(\\.jfr|\\.tfc)");

    /** Offset of the chunk's size in its header, eight bytes. */
    private static final int CHUNK_SIZE_AT = 8;
    /** Offset of the byte that is 0 once the chunk is finished. */
    private static final int CHUNK_STATE_AT = 64;

    private PassLeftovers() {}

    /** As {@link #collect} where all JVMs have ended; if there was only one, its process id is taken out of the names. */
    public static void gather(Path passDirectory) throws IOException {
        collect(passDirectory, Set.of());
        shorten(passDirectory);
    }

    /**
     * Gives made-up names the form {@code flight-<pid>.jfr}, makes recordings of the chunks that killed JVMs left in the
     * repository (chunks may simply be joined), and removes the repository and empty recordings.
     *
     * @param running process ids of JVMs that still write, whose files are left as they are
     */
    public static void collect(Path passDirectory, Set<Long> running) throws IOException {
        for (Path file : entries(passDirectory)) {
            Matcher name = MADE_UP.matcher(file.getFileName().toString());
            if (name.matches()) {
                rename(file, passDirectory.resolve("flight-" + name.group(1) + ".jfr"), name.group(2));
            }
        }
        for (Path file : entries(passDirectory)) {
            if (file.toString().endsWith(".jfr") && Files.size(file) == 0) {
                Files.delete(file);
            }
        }
        Path repository = passDirectory.resolve(RunDirectory.REPOSITORY);
        if (Files.isDirectory(repository)) {
            for (Path chunks : entries(repository)) {
                Matcher process = CHUNKS_OF.matcher(chunks.getFileName().toString());
                if (!process.matches() || !running.contains(Long.parseLong(process.group(1)))) {
                    rescue(passDirectory, chunks);
                    remove(chunks);
                }
            }
            if (entries(repository).isEmpty()) {
                Files.delete(repository);
            }
        }
    }

    /** A JVM that was given the options twice has recorded the same twice. */
    private static void rename(Path file, Path better, String recording) throws IOException {
        if (!Files.exists(better)) {
            Files.move(file, better);
        } else if (!recording.equals("1")) {
            Files.delete(file);
        }
    }

    /** Renames all or nothing: a name that is taken is that of another JVM. */
    private static void shorten(Path passDirectory) throws IOException {
        Map<Path, Path> shorter = new LinkedHashMap<>();
        Set<String> processes = new HashSet<>();
        for (Path file : entries(passDirectory)) {
            Matcher name = OF_PROCESS.matcher(file.getFileName().toString());
            if (name.matches()) {
                processes.add(name.group(2));
                shorter.put(file, passDirectory.resolve(name.group(1) + name.group(3)));
            }
        }
        if (processes.size() == 1 && shorter.values().stream().noneMatch(Files::exists)) {
            for (Map.Entry<Path, Path> file : shorter.entrySet()) {
                Files.move(file.getKey(), file.getValue());
            }
        }
    }

    /** The files that have a process id in their names, by it. */
    public static Map<Long, List<Path>> byProcess(Path passDirectory) throws IOException {
        Map<Long, List<Path>> files = new TreeMap<>();
        for (Path file : entries(passDirectory)) {
            Matcher name = OF_PROCESS.matcher(file.getFileName().toString());
            if (name.matches()) {
                files.computeIfAbsent(Long.parseLong(name.group(2)), pid -> new ArrayList<>())
                        .add(file);
            }
        }
        return files;
    }

    /** Moves files of one JVM to where no other JVM's are, without its process id; the locks that it left are removed. */
    public static void move(List<Path> files, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Path file : files) {
            Matcher name = OF_PROCESS.matcher(file.getFileName().toString());
            if (name.matches()) {
                Files.move(file, folder.resolve(name.group(1) + name.group(3)));
                Files.deleteIfExists(file.resolveSibling(file.getFileName() + ".lock"));
            }
        }
    }

    /** Whether there is a recording or a file of counts with something in it. */
    public static boolean hasRecording(Path passDirectory) throws IOException {
        return entries(passDirectory).stream()
                .anyMatch(file ->
                        (file.toString().endsWith(".jfr") || file.toString().endsWith(".tfc"))
                                && file.toFile().length() > 0);
    }

    private static void rescue(Path passDirectory, Path chunkFolder) throws IOException {
        if (!Files.isDirectory(chunkFolder)) {
            return;
        }
        List<Path> chunks = entries(chunkFolder).stream()
                .filter(file ->
                        file.toString().endsWith(".jfr") && file.toFile().length() > 0)
                .toList();
        Matcher process = CHUNKS_OF.matcher(chunkFolder.getFileName().toString());
        Path own = passDirectory.resolve(
                process.matches() ? "flight-" + process.group(1) + ".jfr" : RunDirectory.FLIGHT_RECORDING);
        if (!chunks.isEmpty() && !Files.exists(own)) {
            AtomicFiles.write(own, temporary -> join(chunks, temporary));
        }
    }

    private static void join(List<Path> chunks, Path target) throws IOException {
        try (OutputStream out = Files.newOutputStream(target)) {
            for (Path chunk : chunks) {
                out.write(finished(Files.readAllBytes(chunk)));
            }
        }
    }

    /**
     * A chunk as if its JVM had ended it: up to the size in its header, which the last flush wrote, and marked as finished.
     * Readers of JDK 21 and later wait for that mark.
     */
    private static byte[] finished(byte[] chunk) {
        long size = ByteBuffer.wrap(chunk).getLong(CHUNK_SIZE_AT);
        byte[] whole = size > CHUNK_STATE_AT && size < chunk.length ? Arrays.copyOf(chunk, (int) size) : chunk;
        whole[CHUNK_STATE_AT] = 0;
        return whole;
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static List<Path> entries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }
}
