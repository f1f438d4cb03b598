package targets;

public class Conditions { // hits=0
    public static void run() {
        for (int i = 0; i < 10; i++) { // hits=11 branches=10|1
            ifElse(i); // hits=10
            ternary(i); // hits=10
            and(i); // hits=10
            or(i); // hits=10
            mixed(i); // hits=10
            overLines(i); // hits=10
            value(i); // hits=10
            nullness(i == 3 ? null : "x"); // hits=10 branches=1|9
        }
    } // hits=1

    static int ifElse(int i) {
        if (i < 3) { // hits=10 branches=3|7
            return 1; // hits=3
        } else if (i < 5) { // hits=7 branches=2|5
            i++; // hits=2
        } else {
            i--; // hits=5
        }
        if (i == 4) i = 0; // hits=7 branches=2|5
        if (i > 100) { i = 1; } else { i = 2; } // hits=7 branches=0|7
        return i; // hits=7
    }

    static int ternary(int i) {
        int j = i > 6 ? 1 : 2; // hits=10 branches=3|7
        int k = i > 6 // hits=10 branches=3|7
                ? j // hits=3
                : i > 2 // hits=7 branches=4|3
                    ? 3 // hits=4
                    : 4; // hits=10
        return j + k; // hits=10
    }

    static boolean and(int i) {
        if (i > 2 && i < 5) { // hits=10 branches=7|3 2|5
            return true; // hits=2
        }
        return i > 5 && i % 2 == 0; // hits=8 branches=4|4 2|2
    }

    static boolean or(int i) {
        if (i < 2 || i > 7) { // hits=10 branches=8|2 2|6
            return true; // hits=4
        }
        return i == 4 || i == 5; // hits=6 branches=5|1 1|4
    }

    static int mixed(int i) {
        if ((i < 3 || i > 6) && !(i == 1) && (i != 8 | i == 2)) { // hits=10 branches=7|3 3|4 5|1 4|1 1|4 4|1
            return 1; // hits=4
        }
        return 0; // hits=6
    }

    static int overLines(int i) {
        if (i > 1 // hits=10 branches=8|2 6|2 3|3
                && i < 8
                && i % 2 == 1) {
            return 1; // hits=3
        }
        return 0; // hits=7
    }

    static boolean value(int i) {
        boolean small = i < 4; // hits=10 branches=4|6
        boolean odd = (i & 1) != 0; // hits=10 branches=5|5
        return !small ^ odd; // hits=10 branches=6|4
    }

    static int nullness(String s) {
        if (s == null) { // hits=10 branches=1|9
            return 0; // hits=1
        }
        return s != null && s.isEmpty() ? 1 : s.length(); // hits=9 branches=9|0 0|9
    }
}
