package tallyflame.agent;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;

/**
 * What the JVM calls, at start-up and on attaching. Options are inherited by JVMs of any age, so this class alone is compiled for
 * Java 8: a JVM that is too old for the agent says so in one line and runs uncounted. It is linked to the rest by name.
 */
public final class EntryPoint {
    private static final int OLDEST = 17;

    private EntryPoint() {}

    /** At start-up; never throws, so that the application runs in any case. */
    @SuppressWarnings("SystemOut")
    public static void premain(String options, Instrumentation instrumentation) {
        try {
            call("premain", options, instrumentation);
        } catch (Throwable e) {
            System.err.println("tallyflame: not counting: " + (e.getMessage() == null ? e : e.getMessage()));
        }
    }

    /**
     * When the agent is attached to a running JVM. What it throws harms nobody there, and is all that whoever attached it is told.
     *
     * @throws Throwable if what the options ask for is not done; the message says why
     */
    public static void agentmain(String options, Instrumentation instrumentation) throws Throwable {
        call("agentmain", options, instrumentation);
    }

    private static void call(String method, String options, Instrumentation instrumentation) throws Throwable {
        String version = System.getProperty("java.specification.version", "");
        if (feature(version) < OLDEST) {
            throw new IllegalStateException(
                    "this is a JVM of Java " + version + ", and the agent needs " + OLDEST + " or later");
        }
        try {
            Class.forName("tallyflame.agent.AgentLoader")
                    .getDeclaredMethod("call", String.class, String.class, Instrumentation.class)
                    .invoke(null, method, options, instrumentation);
        } catch (InvocationTargetException e) {
            throw e.getCause();
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
