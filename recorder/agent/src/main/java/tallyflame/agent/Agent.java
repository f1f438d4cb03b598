package tallyflame.agent;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;

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
        Options options = null;
        try {
            options = Options.parse(text);
            obey(options, text, instrumentation, running);
            answer(options, "ok " + (session == null ? "" : session.out()));
            if (options.order() == Options.Order.STOP) session = null;
        } catch (Throwable e) {
            String problem = e.getMessage() == null ? e.toString() : e.getMessage();
            Log.error("not counting: " + problem);
            answer(options, problem);
        }
    }

    private static void obey(Options options, String text, Instrumentation instrumentation, boolean running)
            throws Exception {
        if (options.order() != Options.Order.START) {
            if (session == null) throw new IllegalStateException("nothing is being counted");
            session.obey(options.order());
        } else if (session == null) {
            session = Session.start(options, instrumentation, running);
            sessionOptions = text;
        } else if (running || !text.equals(sessionOptions)) {
            throw new IllegalStateException("already counting into " + session.out()
                    + (running ? "; stop that first" : ", as an earlier -javaagent with other options asks for"));
        }
    }

    /** Tells who attached the agent, since the JVM only says that it was called. */
    private static void answer(Options options, String text) {
        if (options == null || options.answer() == null) return;
        try {
            Files.writeString(options.answer(), text);
        } catch (IOException e) {
            Log.error("cannot answer in " + options.answer() + ": " + e);
        }
    }
}
