package targets;

import java.util.List;

/** In methods that come back to themselves the handler tells where an exception was thrown. */
public class RecursiveHandlers { // hits=0
    static int steps;

    public static void run() {
        descend(3, "x"); // hits=1
        try {
            descend(1, "x"); // hits=1
        } catch (IllegalStateException e) { // hits=1
            steps = 0; // hits=1
        } // hits=0
        each(2); // hits=1
        try {
            ping(3, null); // hits=1
        } catch (NullPointerException e) { // hits=1
            steps++; // hits=1
        } // hits=0
    } // hits=1

    static int descend(int n, Object o) {
        try {
            steps += o.hashCode(); // hits=5
            if (n == 0) throw new IllegalStateException(); // hits=4 branches=1|3
            steps += descend(n - 1, n == 2 ? null : o); // hits=3 branches=1|2
            steps++; // hits=2
        } catch (NullPointerException e) { // hits=1
            steps--; // hits=1
        } catch (IllegalStateException e) { // hits=2
            steps -= 2; // hits=2
            throw e; // hits=2
        } finally {
            steps += 10; // hits=5
        } // hits=5
        return steps; // hits=3
    }

    static void each(int n) {
        List.of(n).forEach(k -> { // hits=3
            if (k > 0) each(k - 1); // hits=3 branches=2|1
        }); // hits=3
    } // hits=3

    static int ping(int n, Object o) {
        int found = 0; // hits=2
        for (int i = 0; i < 2; i++) { // hits=2 branches=2|0
            found += pong(n - 1, o); // hits=2
            found += o.hashCode(); // hits=0
        }
        return found; // hits=0
    }

    static int pong(int n, Object o) {
        int found = n; // hits=2
        if (n > 0) { // hits=2 branches=1|1
            found += ping(n - 1, o); // hits=1
        }
        found += o.hashCode(); // hits=1
        return found; // hits=0
    }
}
