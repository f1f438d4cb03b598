package tallyflame.runs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The files that one JVM left under the instrument of a pass.
 *
 * @param pass the instrument
 * @param fork number of the fork, from 1; it has one JVM or, where the command starts several, more
 * @param id process id as the names of the files tell it; empty for the only JVM of a fork, whose names do not
 * @param files by kind, without those that are empty
 * @param empty files without a byte, which a JVM leaves that is killed early
 */
public record JvmFiles(Pass pass, int fork, String id, Map<FileKind, List<Path>> files, List<Path> empty) {
    /** A JVM without any files yet. */
    JvmFiles(Pass pass, int fork, String id) {
        this(pass, fork, id, Map.of(), List.of());
    }

    /** The files of a kind, by name; those of a repository from the oldest chunk to the newest. */
    public List<Path> of(FileKind kind) {
        return files.getOrDefault(kind, List.of());
    }

    /** All recordings: those of async-profiler, then those of the JDK. */
    public List<Path> recordings() {
        return Stream.concat(of(FileKind.ASYNC).stream(), of(FileKind.FLIGHT).stream())
                .toList();
    }

    JvmFiles named(String pid) {
        return new JvmFiles(pass, fork, pid, files, empty);
    }

    JvmFiles with(FileKind kind, Path file) {
        return plus(
                file.toFile().length() == 0
                        ? new JvmFiles(pass, fork, id, Map.of(), List.of(file))
                        : new JvmFiles(pass, fork, id, Map.of(kind, List.of(file)), List.of()));
    }

    JvmFiles plus(JvmFiles other) {
        Map<FileKind, List<Path>> all = new EnumMap<>(FileKind.class);
        all.putAll(files);
        other.files.forEach((kind, more) -> all.merge(kind, more, JvmFiles::joined));
        return new JvmFiles(pass, fork, id, all, joined(empty, other.empty));
    }

    private static List<Path> joined(List<Path> some, List<Path> more) {
        List<Path> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }
}
