package targets;

public class TryFinally { // hits=0
    static int closed;

    static class Resource implements AutoCloseable {
        final boolean bad;

        Resource(boolean bad) { // hits=11
            this.bad = bad; // hits=11
        } // hits=11

        @Override
        public void close() {
            closed++; // hits=11
            if (bad) { // hits=11 branches=1|10
                throw new IllegalStateException("close"); // hits=1
            }
        } // hits=10
    }

    public static void run() {
        for (int i = 0; i < 6; i++) { // hits=7 branches=6|1
            catches(i); // hits=6
            finallies(i); // hits=6
            nestedFinally(i); // hits=6
            returns(i); // hits=6
            try {
                resources(i); // hits=6
            } catch (RuntimeException e) { // hits=4
                closed += 10; // hits=4
            } // hits=2
            loop(i); // hits=6
        }
        try {
            rethrows(); // hits=1
        } catch (IllegalStateException e) { // hits=1
            closed++; // hits=1
        } // hits=0
    } // hits=1

    static int catches(int i) {
        int sum = 0; // hits=6
        try {
            sum++; // hits=6
            thrower(i); // hits=6
            sum++; // hits=3
        } catch (IllegalArgumentException | ArithmeticException e) { // hits=2
            sum += 10; // hits=2
        } catch (RuntimeException e) { // hits=1
            sum += 20; // hits=1
        } // hits=5
        return sum; // hits=6
    }

    static void thrower(int i) {
        if (i == 1) throw new IllegalArgumentException(); // hits=45 branches=6|39
        if (i == 2) throw new IllegalStateException(); // hits=39 branches=10|29
        if (i == 3) i = 1 / (i - 3); // hits=29 branches=5|24
    } // hits=24

    static int finallies(int i) {
        int sum = 0; // hits=6
        try {
            thrower(i); // hits=6
            sum = 1; // hits=3
        } catch (ArithmeticException e) { // hits=1
            sum = 2; // hits=1
        } catch (IllegalArgumentException | IllegalStateException e) { // hits=2
            return 5; // hits=4
        } finally {
            sum += 3; // hits=6
            closed += sum > 4 ? 1 : 0; // hits=6 branches=0|3 1|0 0|2 0|0
        } // hits=4
        return sum; // hits=4
    }

    static int nestedFinally(int i) {
        int sum = 0; // hits=6
        try {
            try {
                thrower(i); // hits=6
                sum++; // hits=3
            } finally {
                sum += 2; // hits=6
                thrower(i - 3); // hits=6
            } // hits=4
        } catch (RuntimeException e) { // hits=5
            sum += 4; // hits=5
        } finally {
            sum += 8; // hits=6
        } // hits=6
        return sum; // hits=6
    }

    @SuppressWarnings("finally")
    static int returns(int i) {
        try {
            thrower(i); // hits=6
            return 1; // hits=5
        } finally {
            if (i < 3) { // hits=6 branches=1|2 2|1
                return 2; // hits=3
            }
            i++; // hits=3
            if (i == 4) return 3; // hits=3 branches=0|2 1|0
        } // hits=0
    }

    static int resources(int i) {
        int sum = 0; // hits=6
        try (Resource first = new Resource(i == 4); // hits=9 branches=1|5 3|0
                Resource second = i == 5 ? null : new Resource(false)) { // hits=6 branches=1|5
            sum++; // hits=6
            thrower(i); // hits=6
            sum++; // hits=3
        } finally { // hits=3 branches=2|1
            sum += 3; // hits=6
        } // hits=6
        return sum; // hits=2
    }

    static int loop(int n) {
        int sum = 0; // hits=6
        for (int i = 0; i < n; i++) { // hits=18 branches=14|4
            try {
                if (i == 1) { // hits=14 branches=4|10
                    continue; // hits=4
                }
                if (i == 3) { // hits=10 branches=2|8
                    break; // hits=2
                }
                thrower(i); // hits=8
            } catch (IllegalStateException e) { // hits=3
                sum += 10; // hits=3
            } finally {
                sum++; // hits=14
            } // hits=8
        }
        return sum; // hits=6
    }

    static void rethrows() {
        try {
            thrower(2); // hits=1
        } catch (IllegalStateException e) { // hits=1
            closed++; // hits=1
            throw e; // hits=1
        } // hits=0
    } // hits=0
}
