package programs;

/** Prints how deep recursions get before the stack is full: with no argument cold, with one after so many calls. */
public class Depth {
    static int depth;

    interface Recursion {
        void run(int limit);
    }

    public static void main(String[] args) throws Exception {
        int calls = args.length == 0 ? 0 : Integer.parseInt(args[0]);
        Node node = new Node();
        node.first = node;
        print("sum", Depth::sum, calls);
        print("walk", limit -> walk(node, limit), calls);
        print("twice", limit -> twice(3, limit), calls);
        print("guarded", Depth::guarded, calls);
        print("caught", Depth::caught, calls);
        print("mutual", limit -> expression(node, limit), calls);
        print("visited", limit -> new Sum().visit(node, limit), calls);
    }

    static void print(String name, Recursion recursion, int calls) throws Exception {
        for (int i = 0; i < calls; i++) recursion.run(50);
        Thread thread = new Thread(null, () -> overflow(recursion), name, 8 << 20);
        thread.start();
        thread.join();
        System.out.println(name + " " + depth);
    }

    static void overflow(Recursion recursion) {
        depth = 0;
        try {
            recursion.run(1 << 30);
        } catch (StackOverflowError e) {
            // Expected.
        }
    }

    static int sum(int n) {
        depth++;
        return n == 0 ? 0 : n + sum(n - 1);
    }

    static long walk(Node n, int limit) {
        depth++;
        long s = n.value;
        if (limit > 0) {
            for (Node c = n.first; c != null; c = c.next) {
                s += walk(c, limit - 1);
            }
        }
        return s;
    }

    static int twice(int n, int limit) {
        depth++;
        if (limit <= 0) return 1;
        int r = twice(n - 1, limit - 1);
        if (limit < 20) r += twice(n - 2, limit / 2);
        return r;
    }

    static int guarded(int n) {
        depth++;
        try {
            return n <= 0 ? 0 : guarded(n - 1) + 1;
        } finally {
            depth += 0;
        }
    }

    static int caught(int n) {
        depth++;
        try {
            if (n <= 0) return 0;
            return caught(n - 1) + 1;
        } catch (IllegalStateException e) {
            depth += 0;
            return -1;
        }
    }

    static long expression(Node n, int limit) {
        depth++;
        long s = term(n, limit - 1);
        for (Node c = n.next; c != null; c = c.next) {
            s += term(c, limit - 1);
        }
        return s;
    }

    static long term(Node n, int limit) {
        depth++;
        long s = n.value;
        if (limit > 0) {
            for (Node c = n.first; c != null; c = c.next) {
                s += expression(c, limit - 1);
            }
        }
        return s;
    }

    static class Sum {
        long sum;

        void visit(Node n, int limit) {
            depth++;
            sum += n.value;
            if (limit > 0) {
                for (Node c = n.first; c != null; c = c.next) {
                    c.accept(this, limit - 1);
                }
            }
        }
    }

    static class Node {
        long value = 1;
        Node next;
        Node first;

        void accept(Sum visitor, int limit) {
            visitor.visit(this, limit);
        }
    }
}
