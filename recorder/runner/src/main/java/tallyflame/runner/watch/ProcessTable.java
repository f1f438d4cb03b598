package tallyflame.runner.watch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The processes of this machine. What has just ended is simply not there. */
interface ProcessTable {
    /** That of this system. */
    static ProcessTable here() {
        return Files.isReadable(Path.of("/proc/self/stat")) ? new ProcFiles(Path.of("/proc")) : new HandleTable();
    }

    /** The process ids of all processes. */
    Set<Long> pids();

    /** What a process is at this moment. */
    Optional<Sight> look(long pid);

    /** Its environment when it was started, {@code KEY=value}; nothing where that cannot be read. */
    Optional<List<String>> environment(long pid);

    /** Whether it has a JVM in it that its program does not tell of. */
    boolean hasJvm(long pid);

    /**
     * A process as it was seen.
     *
     * @param parent process id of its parent, 0 if it has none
     * @param program file that it executes; empty if it is not known
     * @param command its program and arguments as they were given
     */
    record Sight(long parent, String program, List<String> command) {}
}
