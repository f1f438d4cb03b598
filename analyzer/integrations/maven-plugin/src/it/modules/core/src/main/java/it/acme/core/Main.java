package it.acme.core;

/** Takes as many steps as its argument says, and thinks about each for a while. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        double sum = 0;
        for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
            Steps.take(1);
            sum += think(i);
        }
        System.out.println("sum " + sum);
        if (arguments.length > 1) {
            System.exit(Integer.parseInt(arguments[1]));
        }
    }

    private static double think(int i) {
        double sum = 0;
        for (int j = 1; j < 1000; j++) {
            sum += Math.sqrt(i + j) / j;
        }
        return sum;
    }
}
