package tallyflame.runner.record;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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
        while (!recorded()) {
            workUntil(until); // async-profiler and JFR have begun when this ends
        }
        fill(ballast, leave);
        while (recorded()) {
            workUntil(until);
        }
        fill(ballast, 0);
        System.exit(5);
    }

    private static boolean recorded() {
        return !FlightRecorder.getFlightRecorder().getRecordings().isEmpty();
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
