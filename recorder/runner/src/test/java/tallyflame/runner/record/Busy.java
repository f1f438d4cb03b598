package tallyflame.runner.record;

/** A program to be recorded: says that it runs, is busy for as many milliseconds as told, and ends with an exit code. */
final class Busy {
    private static double result;

    private Busy() {}

    public static void main(String[] arguments) {
        System.out.println("busy");
        System.out.flush();
        long end = System.nanoTime() + Long.parseLong(arguments[0]) * 1_000_000;
        while (System.nanoTime() < end) {
            work();
        }
        if (Double.isNaN(result)) {
            throw new AssertionError("sums of roots are numbers");
        }
        System.exit(Integer.parseInt(arguments[1]));
    }

    private static void work() {
        for (int i = 1; i < 10_000; i++) {
            result += Math.sqrt(i) / i;
        }
    }
}
