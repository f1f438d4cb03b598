package tallyflame.runner.fork.clocks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.ToLongFunction;
import tallyflame.runner.machine.Machine;

/**
 * What the whole machine has done so far, as the Linux kernel says it; two of them give the load between.
 *
 * @param busyNanos time for which its processors were taken, summed; -1 where that is not known
 * @param queuedNanos time for which at least one thread was ready to run without a processor; -1 where that is not known
 */
public record MachineLoad(long busyNanos, long queuedNanos) {
    /** Up to now. */
    public static MachineLoad now() {
        return new MachineLoad(Machine.here().busyNanos(), number("/proc/pressure/cpu", MachineLoad::pressure));
    }

    private static long pressure(String text) {
        String line =
                text.lines().filter(some -> some.startsWith("some")).findFirst().orElseThrow();
        return 1000
                * Long.parseLong(line.substring(line.indexOf("total=") + "total=".length())
                        .strip());
    }

    /** A number from a file of the kernel; -1 where there is no such file, or it says something else. */
    static long number(String file, ToLongFunction<String> read) {
        try {
            return read.applyAsLong(Files.readString(Path.of(file)).strip());
        } catch (IOException | java.util.NoSuchElementException | IndexOutOfBoundsException | NumberFormatException e) {
            return -1;
        }
    }
}
