package tallyflame.runner.record;

/** A program that ends before anything can be written. */
final class Halting {
    private Halting() {}

    public static void main(String[] arguments) {
        Runtime.getRuntime().halt(4);
    }
}
