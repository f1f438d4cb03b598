package tallyflame.runner.fork.clocks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.ToLongFunction;

/**
 * What the whole machine has done so far, as the Linux kernel says it; two of them give the load between.
 *
 * @param busyNanos time for which its processors were taken, summed; -1 where that is not known
 * @param queuedNanos time for which at least one thread was ready to run without a processor; -1 where that is not known
 */
public record MachineLoad(long busyNanos, long queuedNanos) {
    /** {@code USER_HZ}, which is part of Linux's interface: a tick is 10 ms. */
    private static final long NANOS_OF_TICK = 10_000_000;

    private static final int IDLE = 4;
    private static final int WAITING_FOR_DISK = 5;
    /** Fields up to {@code steal}: what a hypervisor gave to others was taken as well. Guests are part of {@code user}. */
    private static final int LAST = 8;

    public static MachineLoad now() {
        return new MachineLoad(
                number("/proc/stat", MachineLoad::busy), number("/proc/pressure/cpu", MachineLoad::pressure));
    }

    private static long busy(String text) {
        String[] fields = text.lines().findFirst().orElseThrow().split(" +");
        long ticks = 0;
        for (int field = 1; field <= LAST; field++) {
            ticks += field == IDLE || field == WAITING_FOR_DISK ? 0 : Long.parseLong(fields[field]);
        }
        return ticks * NANOS_OF_TICK;
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
