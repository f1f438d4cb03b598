package tallyflame.runner.record;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import jdk.jfr.FlightRecorder;

/**
 * A program that fills a disk: nearly, then works until nothing is recorded in it any more, then altogether. It ends with 5, or with 9
 * if that takes more than two minutes. It says when it begins. Arguments: a file on the disk, and how many bytes to leave on it at first.
 */
final class FillsDisk {
    private FillsDisk() {}

    public static void main(String[] arguments) throws Exception {
        System.out.println("begun");
        Path ballast = Path.of(arguments[0]);
        long leave = Long.parseLong(arguments[1]);
        long until = System.nanoTime() + 120_000_000_000L;
        while (!inFlightRecording() || !inProfile()) {
            workUntil(until);
        }
        fill(ballast, leave);
        while (inFlightRecording() || inProfile()) {
            workUntil(until);
        }
        fill(ballast, 0);
        System.exit(5);
    }

    private static boolean inFlightRecording() {
        return !FlightRecorder.getFlightRecorder().getRecordings().isEmpty();
    }

    /** Whether async-profiler has its file open. */
    private static boolean inProfile() {
        File[] open = new File("/proc/self/fd").listFiles();
        return Stream.of(open)
                .anyMatch(file -> target(file).getFileName().toString().startsWith("async"));
    }

    private static Path target(File link) {
        try {
            return Files.readSymbolicLink(link.toPath());
        } catch (IOException e) {
            return link.toPath(); // it was closed just now
        }
    }

    private static void workUntil(long end) {
        Busy.work();
        if (System.nanoTime() > end) {
            System.exit(9);
        }
    }

    private static void fill(Path ballast, long leave) {
        byte[] block = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (Files.getFileStore(ballast).getUsableSpace() > leave) {
                out.write(block);
            }
        } catch (IOException e) {
            // It is full.
        }
    }
}
