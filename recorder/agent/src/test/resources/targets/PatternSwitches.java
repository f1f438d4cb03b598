// release 21
package targets;

public class PatternSwitches {
    sealed interface Node permits Leaf, Pair {}

    record Leaf(int value) implements Node {}

    record Pair(Node left, Node right) implements Node {}

    public static void run() {
        Node node = new Pair(new Leaf(1), new Pair(new Leaf(2), new Leaf(3)));
        sum(node);
        kind(1);
        kind(50);
        kind("text");
        kind("");
        kind(null);
        kind('c');
        kind(new Leaf(4));
        kind(new Pair(new Leaf(5), new Leaf(6)));
        kind(new Pair(node, node));
    }

    static int sum(Node node) {
        return switch (node) {
            case Leaf leaf -> leaf.value();
            case Pair(Node left, Node right) ->
                sum(left)
                        + sum(right);
        };
    }

    static int kind(Object o) {
        switch (o) {
            case null -> {
                return 0;
            }
            case Integer i when i > 10 -> {
                return 1;
            }
            case Integer i -> {
                return 2;
            }
            case String s when s.isEmpty() -> {
                return 3;
            }
            case String s -> {
                return 4;
            }
            case Pair(Leaf(int a), Leaf(int b)) -> {
                return a + b;
            }
            case Node n -> {
                return 6;
            }
            default -> {
                return 7;
            }
        }
    }
}
