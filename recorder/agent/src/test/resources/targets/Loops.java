package targets;

import java.util.List;

public class Loops { // hits=0
    public static void run() {
        counted(10); // hits=1
        counted(0); // hits=1
        onOneLine(10); // hits=1
        whiles(3); // hits=1
        doWhile(4); // hits=1
        forever(); // hits=1
        overArray(new int[] {1, 2, 3}); // hits=1
        overList(List.of("a", "b")); // hits=1
        labelled(); // hits=1
        headerOverLines(3); // hits=1
        mixedHeader(5); // hits=1
        nested(); // hits=1
        twoVariables(); // hits=1
    } // hits=1

    static int counted(int n) {
        int sum = 0; // hits=2
        for (int i = 0; i < n; i++) { // hits=12 branches=10|2
            sum += i; // hits=10
        }
        return sum; // hits=2
    }

    static int onOneLine(int n) {
        int sum = 0; // hits=1
        for (int i = 0; i < n; i++) sum += i; // hits=11 branches=10|1
        while (sum > 0) sum -= 9; // hits=6 branches=5|1
        do sum++; while (sum < 3); // hits=3 branches=1|2
        return sum; // hits=1
    }

    static void whiles(int n) {
        int i = 0; // hits=1
        while (i < n) { // hits=4 branches=3|1
            i++; // hits=3
        }
        while (i > 100) { // hits=1 branches=0|1
            i--; // hits=0
        }
    } // hits=1

    static int doWhile(int n) {
        int i = 0; // hits=1
        do {
            i++; // hits=4
        } while (i < n); // hits=4 branches=1|3
        return i; // hits=1
    }

    static int forever() {
        int i = 0; // hits=1
        for (;;) {
            if (++i == 7) { // hits=7 branches=1|6
                break; // hits=1
            }
        }
        while (true) {
            i--; // hits=5
            if (i < 3) { // hits=5 branches=1|4
                return i; // hits=1
            }
        }
    }

    static int overArray(int[] values) {
        int sum = 0; // hits=1
        for (int value : values) { // hits=4 branches=3|1
            sum += value; // hits=3
        }
        for (int value : values) sum += value; // hits=4 branches=3|1
        return sum; // hits=1
    }

    static int overList(List<String> values) {
        int sum = 0; // hits=1
        for (String value : values) { // hits=3 branches=2|1
            sum += value.length(); // hits=2
        } // hits=2
        return sum; // hits=1
    }

    static int labelled() {
        int sum = 0; // hits=1
        outer:
        for (int i = 0; i < 4; i++) { // hits=4 branches=4|0
            for (int j = 0; j < 4; j++) { // hits=10 branches=10|0
                if (j == 2) { // hits=10 branches=3|7
                    continue outer; // hits=3
                }
                if (i == 3) { // hits=7 branches=1|6
                    break outer; // hits=1
                }
                sum++; // hits=6
            }
        }
        block:
        {
            if (sum > 0) { // hits=1 branches=1|0
                break block; // hits=1
            }
            sum = 100; // hits=0
        }
        return sum; // hits=1
    }

    static int headerOverLines(int n) {
        int sum = 0; // hits=1
        for (int i = 0; // hits=1
                i < n; // hits=4 branches=3|1
                i++) { // hits=3
            sum += i; // hits=3
        }
        return sum; // hits=1
    }

    static int mixedHeader(int n) {
        int sum = 0; // hits=1
        for (int i = 0; i < n; i++) if (i % 2 == 0) // hits=6 branches=5|1 3|2
            sum++; // hits=3
        return sum; // hits=1
    }

    static int nested() {
        int sum = 0; // hits=1
        for (int i = 0; i < 3; i++) for (int j = 0; j < 2; j++) { // hits=10 branches=3|1 6|3
            sum++; // hits=6
        }
        for (int i = 0; i < 3; i++) { for (int j = 0; j < 2; j++) sum++; } // hits=10 branches=3|1 6|3
        return sum; // hits=1
    }

    static int twoVariables() {
        int sum = 0; // hits=1
        for (int i = 0, j = 5; i < j; i++, j--) { // hits=4 branches=3|1
            if (i == 1) continue; // hits=3 branches=1|2
            sum += j; // hits=2
        }
        return sum; // hits=1
    }
}
