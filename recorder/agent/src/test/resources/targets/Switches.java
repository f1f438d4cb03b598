package targets;

public class Switches { // hits=0
    enum Color { RED, GREEN, BLUE } // hits=3+1

    public static void run() {
        for (int i = -1; i < 5; i++) { // hits=7 branches=6|1
            table(i); // hits=6
            arrow(i); // hits=6
            expression(i); // hits=6
        }
        for (int i = 0; i < 3; i++) { // hits=4 branches=3|1
            sparse(i * 1000); // hits=3
        }
        string("one"); // hits=1
        string("two"); // hits=1
        string("two"); // hits=1
        string("three"); // hits=1
        string("Aa"); // hits=1
        string("BB"); // hits=1
        for (Color color : Color.values()) { // hits=4 branches=3|1
            colors(color); // hits=3
            colorName(color); // hits=3
        }
        character('x'); // hits=1
    } // hits=1

    static int table(int i) {
        int result = 0; // hits=6
        switch (i) { // hits=6 branches=1|2|1|2
            case 0:
                result = 1; // hits=1
                break; // hits=1
            case 1:
            case 2:
                result = 2; // hits=2
            case 3:
                result++; // hits=3
                break; // hits=3
            default:
                result = 9; // hits=2
        }
        return result; // hits=6
    }

    static int sparse(int i) {
        switch (i) { // hits=3 branches=1|1|1
            case 0:
                return 1; // hits=1
            case 1000:
                return 2; // hits=1
            default:
                return 3; // hits=1
        }
    }

    static int arrow(int i) {
        switch (i) { // hits=6 branches=2|1|3
            case 0, 1 -> i++; // hits=2
            case 2 -> {
                i--; // hits=1
            } // hits=1
            default -> i = 7; // hits=3
        }
        return i; // hits=6
    }

    static int expression(int i) {
        return switch (i) { // hits=12 branches=1|1|4
            case 0 -> 5; // hits=1
            case 1 -> {
                int twice = i * 2; // hits=1
                yield twice; // hits=1
            }
            default -> i > 3 ? 1 : 0; // hits=4 branches=1|3
        };
    }

    static int string(String s) {
        switch (s) { // hits=6 branches=1|2|2|1 1|0 2|0 1|1 1|0 1|2|1|1|1
            case "one":
                return 1; // hits=1
            case "two":
                return 2; // hits=2
            case "Aa":
                return 3; // hits=1
            case "BB":
                return 4; // hits=1
            default:
                return 0; // hits=1
        }
    }

    static int colors(Color color) {
        int sum = 0; // hits=3
        switch (color) { // hits=3+1 branches=1|1|1; since 21: hits=3 branches=1|1|1
            case RED:
                sum++; // hits=1
            case GREEN:
                sum++; // hits=2
                break; // hits=2
            default:
        }
        return sum; // hits=3
    }

    static String colorName(Color color) {
        return switch (color) { // hits=6 branches=0|1|1|1
            case RED -> "r"; // hits=1
            case GREEN -> "g"; // hits=1
            case BLUE -> "b"; // hits=1
        };
    }

    static boolean character(char c) {
        return switch (c) { // hits=2 branches=0|1
            case 'a', 'e', 'i', 'o', 'u' -> true; // hits=0
            default -> false; // hits=1
        };
    }
}
