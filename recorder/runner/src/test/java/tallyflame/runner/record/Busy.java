package tallyflame.runner.record;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A program to be recorded: says that it runs, is busy for as many milliseconds as told or until its input ends, and ends with an exit code; it halts
 * with it after the word {@code halt}, and kills itself after {@code kill}.
 */
final class Busy {
    /** In the place of the milliseconds. */
    static final String UNTIL_INPUT_ENDS = "input";

    private static double result;

    private Busy() {}

    public static void main(String[] arguments) throws Exception {
        System.out.println("busy");
        System.out.flush();
        beBusy(arguments[0]);
        if (Double.isNaN(result)) {
            throw new AssertionError("sums of roots are numbers");
        }
        String end = arguments.length > 2 ? arguments[2] : "exit";
        if (end.equals("halt")) {
            Runtime.getRuntime().halt(Integer.parseInt(arguments[1]));
        } else if (end.equals("kill")) {
            new ProcessBuilder(
                            "kill", "-9", String.valueOf(ProcessHandle.current().pid()))
                    .start()
                    .waitFor();
        }
        System.exit(Integer.parseInt(arguments[1]));
    }

    private static void beBusy(String time) throws IOException {
        if (time.equals(UNTIL_INPUT_ENDS)) {
            Thread worker = new Thread(
                    () -> {
                        while (true) {
                            work();
                        }
                    },
                    "worker");
            worker.setDaemon(true);
            worker.start();
            System.in.transferTo(OutputStream.nullOutputStream());
            return;
        }
        long until = System.nanoTime() + Long.parseLong(time) * 1_000_000;
        while (System.nanoTime() < until) {
            work();
        }
    }

    static void work() {
        for (int i = 1; i < 10_000; i++) {
            result += Math.sqrt(i) / i;
        }
    }
}
