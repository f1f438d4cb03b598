package tallyflame.agent.session;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.util.Objects;

/** The javaagent, at start-up and on attaching; one for a JVM, with at most one session at a time. */
public final class Agent {
    private static Session session;
    private static String sessionOptions;

    private Agent() {}

    /**
     * Called before {@code main}, once for each {@code -javaagent}: on the JVM's command line, in its environment and as its
     * parent hands options on. Several that ask for the same are one. What fails is said on standard error in one line, and the
     * application runs uncounted.
     */
    public static synchronized void premain(String given, Instrumentation instrumentation) {
        String text = Options.orOfEnvironment(given, System.getenv());
        try {
            if (session == null) {
                obey(Options.parse(text), text, instrumentation, false);
            } else if (!Objects.equals(text, sessionOptions)) {
                throw new IllegalStateException("already counting into " + session.out()
                        + ", as an earlier -javaagent with other options asks for");
            }
        } catch (Throwable e) {
            Log.error("not counting: " + problem(e));
        }
    }

    /**
     * Called when the agent is attached to the JVM while it runs. The answer goes into the file that the options name. Without one,
     * the JVM can tell whoever attached the agent only that something failed.
     *
     * @throws IllegalStateException if what the options ask for is not done and there is no file for the answer
     */
    public static synchronized void agentmain(String text, Instrumentation instrumentation) {
        Options options = null;
        try {
            options = Options.parse(text);
            obey(options, text, instrumentation, true);
            answer(options, "ok " + session.out());
            if (options.order() == Options.Order.STOP) session = null;
        } catch (Throwable e) {
            Log.error("not counting: " + problem(e));
            if (!answer(options, problem(e))) throw new IllegalStateException(problem(e), e);
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
        } else {
            throw new IllegalStateException("already counting into " + session.out() + "; stop that first");
        }
    }

    /** Tells who attached the agent; false if nowhere was named to do so. */
    private static boolean answer(Options options, String text) {
        if (options == null || options.answer() == null) return false;
        try {
            Files.writeString(options.answer(), text);
            return true;
        } catch (IOException e) {
            Log.error("cannot answer in " + options.answer() + ": " + e);
            return false;
        }
    }

    private static String problem(Throwable e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
