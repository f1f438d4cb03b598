package programs;

import java.util.Scanner;

/** Obeys orders from standard input, one number a line: works so often, then says "done". */
public class Orders {
    public static void main(String[] args) {
        Scanner orders = new Scanner(System.in);
        System.out.println("ready");
        while (orders.hasNextInt()) {
            int times = orders.nextInt();
            for (int i = 0; i < times; i++) { // loop
                work(i);
            }
            System.out.println("done"); // says
        }
    }

    static int work(int i) {
        if (i % 2 == 0) {
            return 0; // even
        }
        return 1; // odd
    }
}
