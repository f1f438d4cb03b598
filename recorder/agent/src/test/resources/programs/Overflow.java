package programs;

public class Overflow {
    static int depth;
    static int back;

    public static void main(String[] args) {
        for (int i = 0; i < 20; i++) {
            try {
                fall();
            } catch (StackOverflowError e) {
                back++; // caught: 20
            }
        }
        System.out.println(depth);
    }

    static int fall() {
        depth++; // down
        int below = fall();
        return below + 1; // never
    }
}
