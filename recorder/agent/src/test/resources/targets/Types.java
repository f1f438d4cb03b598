package targets;

public class Types { // hits=1
    sealed interface Shape permits Circle, Square {
        double area();

        default boolean large() {
            return area() > bound(); // hits=4 branches=1|3
        }

        private double bound() {
            return limit(10); // hits=4
        }

        static double limit(double base) {
            return base * 2; // hits=4
        }
    }

    record Circle(double radius) implements Shape { // hits=0
        Circle { // hits=11
            if (radius < 0) { // hits=6 branches=1|5
                throw new IllegalArgumentException(); // hits=1
            }
        } // hits=5

        @Override
        public double area() {
            return 3.14 * radius * radius; // hits=4
        }
    }

    record Square(double side) implements Shape { // hits=1+0
        static int made;

        Square(int side) {
            this((double) side); // hits=1
            made++; // hits=1
        } // hits=1

        @Override
        public double area() {
            return side * side; // hits=0
        }
    }

    enum Operation { // hits=1
        PLUS("+") { // hits=1+1
            @Override
            int apply(int a, int b) {
                return a + b; // hits=2
            }
        },
        MINUS("-") { // hits=1+1
            @Override
            int apply(int a, int b) {
                return a - b; // hits=1
            }
        };

        final String sign;

        Operation(String sign) { // hits=2
            this.sign = sign; // hits=2
        } // hits=2

        abstract int apply(int a, int b);
    }

    public static void run() {
        for (int i = -1; i < 4; i++) { // hits=6 branches=5|1
            try {
                describe(new Circle(i)); // hits=5
            } catch (IllegalArgumentException e) { // hits=1
                describe("bad"); // hits=1
            } // hits=4
        }
        new Circle(1).equals(new Square(2)); // hits=1
        for (Operation operation : Operation.values()) { // hits=3 branches=2|1
            operation.apply(2, 3); // hits=2
        }
        Operation.valueOf("PLUS").apply(1, 1); // hits=1
        inner(); // hits=1
    } // hits=1

    static int describe(Object o) {
        if (o instanceof Circle c && c.large()) { // hits=5 branches=4|1 1|3
            return 1; // hits=1
        }
        if (!(o instanceof String s)) { // hits=4 branches=1|3
            return 2; // hits=3
        }
        return s.length(); // hits=1
    }

    static int inner() {
        class Local { // hits=1
            final int base = 5; // hits=1

            int plus(int i) {
                return base + i; // hits=1
            }
        }
        Object anonymous = new Object() { // hits=1+1
            int calls = 1; // hits=1; since 21: hits=2

            {
                calls++; // hits=1
            } // hits=1; since 21: none

            @Override
            public String toString() {
                return "calls " + calls; // hits=1
            }
        };
        Types outer = new Types(); // hits=1
        Inner first = outer.new Inner(); // hits=1
        first.touch(); // hits=1
        return new Local().plus(first.touch()) + anonymous.toString().length() + Nested.count(2); // hits=1
    }

    int touched;

    class Inner { // hits=1
        int touch() {
            return ++touched; // hits=2
        }
    }

    static class Nested { // hits=0
        static int count(int i) {
            return i; // hits=1
        }
    }

    interface Generic<T> {
        T make(T from);
    }

    static class Maker implements Generic<String> {
        @Override
        public String make(String from) {
            return from;
        }
    }
}
