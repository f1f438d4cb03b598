package targets;

public class MultiLine { // hits=0
    static int sum;

    public static void run() {
        for (int i = 0; i < 2; i++) { // hits=3 branches=2|1
            call( // hits=2
                    one(), // hits=2
                    two()); // hits=2
            sum += new StringBuilder() // hits=2
                    .append(one()) // hits=2
                    .append("x") // hits=2
                    .length(); // hits=2
            String text = "a"
                    + one() // hits=2
                    + two(); // hits=2
            sum += text.length(); int same = 3; sum += same; // hits=2
            int[] array = { // hits=2
                one(), // hits=2
                two() // hits=2
            };
            sum += array // hits=2
                    [one()]; // hits=2
        }
    } // hits=1

    static void call(int a, int b) {
        sum += a + b; // hits=2
    } // hits=2

    static int one() {
        return 1; // hits=10
    }

    static int two() {
        return 2; // hits=6
    }
}
