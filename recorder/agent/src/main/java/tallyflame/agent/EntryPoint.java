package tallyflame.agent;

import java.lang.instrument.Instrumentation;

/**
 * What the JVM calls, at start-up and on attaching. Options are inherited by JVMs of any age, so this class alone is compiled for
 * Java 8: a JVM that is too old for the agent says so in one line and runs uncounted. It is linked to the rest by name.
 */
public final class EntryPoint {
    private static final int OLDEST = 17;

    private EntryPoint() {}

    /** At start-up. */
    public static void premain(String options, Instrumentation instrumentation) {
        call("premain", options, instrumentation);
    }

    /** When the agent is attached to a running JVM. */
    public static void agentmain(String options, Instrumentation instrumentation) {
        call("agentmain", options, instrumentation);
    }

    @SuppressWarnings("SystemOut")
    private static void call(String method, String options, Instrumentation instrumentation) {
        String version = System.getProperty("java.specification.version", "");
        try {
            if (feature(version) >= OLDEST) {
                Class.forName("tallyflame.agent.Agent")
                        .getMethod(method, String.class, Instrumentation.class)
                        .invoke(null, options, instrumentation);
            } else {
                System.err.println("tallyflame: not counting: this is a JVM of Java " + version
                        + ", and the agent needs " + OLDEST + " or later");
            }
        } catch (ReflectiveOperationException | LinkageError e) {
            System.err.println("tallyflame: not counting: " + e);
        }
    }

    /** The feature version of {@code 1.8}, {@code 11} and the like; 0 if it is none of these. */
    private static int feature(String version) {
        try {
            return Integer.parseInt(version.startsWith("1.") ? version.substring(2) : version);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
