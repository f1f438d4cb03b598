package targets;

public class Constructors { // hits=0
    static int made = 3; // hits=1
    static final int[] SQUARES = new int[4]; // hits=1

    static {
        for (int i = 0; i < SQUARES.length; i++) { // hits=5 branches=4|1
            SQUARES[i] = i * i; // hits=4
        }
        if (made > 10) { // hits=1 branches=0|1
            made = 0; // hits=0
        }
    } // hits=1

    static class Base {
        final int value;
        int twice = 2; // hits=6

        {
            twice *= made > 0 ? 2 : 1; // hits=6 branches=6|0
        }

        Base(int value) { // hits=6
            this.value = value; // hits=6
        } // hits=6

        Base() {
            this(made); // hits=1
            twice++; // hits=1
        } // hits=1
    }

    static class Derived extends Base {
        String name = "derived"; // hits=3+1+0

        Derived(boolean positive) {
            super(positive ? 1 : -1); // hits=3 branches=2|1
            made++; // hits=3
        } // hits=3

        Derived(String text) {
            super(Integer.parseInt(text)); // hits=3
            made++; // hits=1
        } // hits=1

        Derived() {
            this(made > 100 // hits=1 branches=1|0 1|0
                    || made < 50);
        } // hits=1

        Derived(int[] from) {
            super(from[1]); // hits=1
            made++; // hits=0
        } // hits=0
    }

    public static void run() {
        new Base(1); // hits=1
        new Base(); // hits=1
        new Derived(true); // hits=1
        new Derived(false); // hits=1
        new Derived("12"); // hits=1
        new Derived(); // hits=1
        for (int i = 0; i < 2; i++) { // hits=3 branches=2|1
            try {
                new Derived("x"); // hits=2
            } catch (NumberFormatException e) { // hits=2
                made++; // hits=2
            } // hits=0
        }
        try {
            new Derived(new int[1]); // hits=1
        } catch (ArrayIndexOutOfBoundsException e) { // hits=1
            made++; // hits=1
        } // hits=0
    } // hits=1
}
