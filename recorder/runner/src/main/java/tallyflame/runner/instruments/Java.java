package tallyflame.runner.instruments;

import java.nio.file.Path;

/** The JDK that runs this program, which is also the one that is forked. */
public final class Java {
    private Java() {}

    /** Its {@code java}. */
    public static Path launcher() {
        return tool("java");
    }

    /** A tool in its {@code bin}, there or not. */
    public static Path tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name);
    }
}
