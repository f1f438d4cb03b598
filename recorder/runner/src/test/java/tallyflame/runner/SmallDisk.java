package tallyflame.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A small memory disk. Mounting it needs rights; without them the test is skipped.
 *
 * @param path where it is mounted
 */
public record SmallDisk(Path path) implements AutoCloseable {
    /** Mounts one of some size, as {@code mount} has it. */
    public static SmallDisk in(Path folder, String size) throws IOException {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        boolean mounted = execute("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", disk.toString()) == 0;
        if (!mounted) {
            System.err.println("SKIPPED: a small file system can only be mounted by root on Linux");
        }
        assumeThat(mounted).as("a small file system can be mounted here").isTrue();
        return new SmallDisk(disk);
    }

    private static int execute(String... command) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return -1; // no such command on this system
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    @Override
    public void close() {
        assertThat(execute("umount", path.toString())).isZero();
    }
}
