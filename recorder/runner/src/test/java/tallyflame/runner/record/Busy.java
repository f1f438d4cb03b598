package tallyflame.runner.record;

/**
 * A program to be recorded: says that it runs, is busy for as many milliseconds as told, and ends with an exit code; it halts
 * with it after the word {@code halt}, and kills itself after {@code kill}.
 */
final class Busy {
    private static double result;

    private Busy() {}

    public static void main(String[] arguments) throws Exception {
        System.out.println("busy");
        System.out.flush();
        long until = System.nanoTime() + Long.parseLong(arguments[0]) * 1_000_000;
        while (System.nanoTime() < until) {
            work();
        }
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

    private static void work() {
        for (int i = 1; i < 10_000; i++) {
            result += Math.sqrt(i) / i;
        }
    }
}
