package tallyflame.agent;

import java.lang.instrument.Instrumentation;

/**
 * Entry points of the javaagent, at start-up and on attaching. Never throws into the application: what fails is said on
 * standard error in one line, and the application runs uncounted.
 */
public final class Agent {
    private static Session session;
    private static String sessionOptions;

    private Agent() {}

    /**
     * Called by the JVM before {@code main}, once for each {@code -javaagent}: on its command line, in its environment and as
     * its parent hands options on. Several that ask for the same are one.
     */
    public static void premain(String options, Instrumentation instrumentation) {
        begin(options, instrumentation, false);
    }

    /** Called by the JVM when the agent is attached to it while it runs. */
    public static void agentmain(String options, Instrumentation instrumentation) {
        begin(options, instrumentation, true);
    }

    private static synchronized void begin(String text, Instrumentation instrumentation, boolean running) {
        try {
            Options options = Options.parse(text);
            if (options.stop()) {
                if (session == null) throw new IllegalStateException("nothing is being counted");
                session.stop();
                session = null;
            } else if (session == null) {
                session = Session.start(options, instrumentation, running);
                sessionOptions = text;
            } else if (running || !text.equals(sessionOptions)) {
                throw new IllegalStateException("already counting into " + session.out()
                        + (running ? "; stop that first" : ", as an earlier -javaagent with other options asks for"));
            }
        } catch (Throwable e) {
            Log.error("not counting: " + (e.getMessage() == null ? e : e.getMessage()));
        }
    }
}
