package tallyflame.agent.session;

/** Says on the application's standard error what went wrong in the agent, each message once. */
final class Log {
    private static final java.util.Set<String> SAID = java.util.concurrent.ConcurrentHashMap.newKeySet();

    private Log() {}

    @SuppressWarnings("SystemOut")
    static void error(String message) {
        if (SAID.size() < 100 && SAID.add(message)) System.err.println("tallyflame: " + message);
    }
}
