// release 21
package targets;

public class PatternSwitches { // hits=0
    sealed interface Node permits Leaf, Pair {}

    record Leaf(int value) implements Node {} // hits=6+5

    record Pair(Node left, Node right) implements Node {} // hits=4+4+3

    public static void run() {
        Node node = new Pair(new Leaf(1), new Pair(new Leaf(2), new Leaf(3))); // hits=1
        sum(node); // hits=1
        kind(1); // hits=1
        kind(50); // hits=1
        kind("text"); // hits=1
        kind(""); // hits=1
        kind(null); // hits=1
        kind('c'); // hits=1
        kind(new Leaf(4)); // hits=1
        kind(new Pair(new Leaf(5), new Leaf(6))); // hits=1
        kind(new Pair(node, node)); // hits=1
    } // hits=1

    static int sum(Node node) {
        return switch (node) { // hits=10 branches=0|3|2
            case Leaf leaf -> leaf.value(); // hits=3
            case Pair(Node left, Node right) -> // hits=2
                sum(left) // hits=2
                        + sum(right); // hits=2
        };
    }

    static int kind(Object o) {
        switch (o) { // hits=12 branches=1|2|1|2|1|2|2|1
            case null -> {
                return 0; // hits=1
            }
            case Integer i when i > 10 -> { // hits=2 branches=1|1
                return 1; // hits=1
            }
            case Integer i -> { // hits=1
                return 2; // hits=1
            }
            case String s when s.isEmpty() -> { // hits=2 branches=1|1
                return 3; // hits=1
            }
            case String s -> { // hits=1
                return 4; // hits=1
            }
            case Pair(Leaf(int a), Leaf(int b)) -> { // hits=2 branches=1|1 1|0 1|0 1|0
                return a + b; // hits=1
            }
            case Node n -> { // hits=2
                return 6; // hits=2
            }
            default -> {
                return 7; // hits=1
            }
        }
    }
}
