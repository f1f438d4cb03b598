package programs;

/** Works so often as it is told, then ends the JVM without its hooks. */
public class Halts {
    public static void main(String[] args) {
        int times = Integer.parseInt(args[0]);
        for (int i = 0; i < times; i++) {
            work(); // work
        }
        Runtime.getRuntime().halt(0); // halts
    }

    static void work() {}
}
