package tallyflame.runner.record;

import java.nio.charset.StandardCharsets;
import java.util.Scanner;

/** A program to be counted that obeys orders, one number a line: works so often, then says so. */
final class Obeying {
    private static int result;

    private Obeying() {}

    public static void main(String[] arguments) {
        Scanner orders = new Scanner(System.in, StandardCharsets.UTF_8);
        System.out.println("ready");
        while (orders.hasNextInt()) {
            int times = orders.nextInt();
            for (int i = 0; i < times; i++) {
                work(i);
            }
            System.out.println("done");
        }
        if (result < 0) {
            System.out.println("an overflow");
        }
    }

    private static void work(int i) {
        result += i;
    }
}
