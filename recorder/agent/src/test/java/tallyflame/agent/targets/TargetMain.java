package tallyflame.agent.targets;

/** Runs target programs, one after the other: their {@code public static void run()}. Stands outside the counted package. */
public final class TargetMain {
    private TargetMain() {}

    public static void main(String[] names) throws Exception {
        for (String name : names) {
            run(Class.forName(name));
        }
    }

    static void run(Class<?> target) throws ReflectiveOperationException {
        target.getMethod("run").invoke(null);
    }
}
