package tallyflame.runner.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import tallyflame.runner.instruments.AgentFile;
import tallyflame.runner.instruments.Instruments;
import tallyflame.runs.EnvironmentException;

/** The counting agent in a running JVM, which is told by attaching what to do and answers in a file. */
public final class RemoteCounters {
    /** What an agent that counts can be told. */
    public enum Order {
        /** Write the counts so far. */
        DUMP,
        /** Count from zero again. */
        RESET,
        /** Write the counts and take the probes out. */
        STOP
    }

    private static final int OLDEST = 17;
    private static final String DONE = "ok ";
    /** What the agent says that has nothing to do. */
    private static final String IDLE = "nothing is being counted";

    private final TargetProcess target;

    RemoteCounters(TargetProcess target) {
        this.target = target;
    }

    /**
     * Those of a process.
     *
     * @throws EnvironmentException if there is no such process, it is someone else's, or it is not a JVM
     */
    public static RemoteCounters of(long pid) throws EnvironmentException {
        return new RemoteCounters(TargetProcess.of(pid));
    }

    /**
     * Looks whether the JVM could be counted, before time is spent on anything else.
     *
     * @throws EnvironmentException if it could not: it lets no agents in, is too old, or is being counted
     */
    void check() throws IOException, EnvironmentException, InterruptedException {
        int feature = target.feature();
        if (feature > 0 && feature < OLDEST) {
            throw problem("runs on Java " + feature + "; the counters need Java " + OLDEST + " or later");
        }
        String answer = answer("dump");
        if (answer.startsWith(DONE)) {
            throw problem("is counted already, into " + answer.substring(DONE.length()) + "; 'tallyflame counters "
                    + target.handle().pid() + " stop' ends that");
        }
        if (!answer.equals(IDLE)) {
            throw problem("cannot be counted: " + answer);
        }
    }

    /**
     * Begins to count.
     *
     * @param classes patterns of the classes
     * @return the count file, which is written from now on
     * @throws EnvironmentException if the JVM does not take the agent
     */
    public Path start(List<String> classes, boolean allocations, Path file)
            throws IOException, EnvironmentException, InterruptedException {
        return tell(Instruments.countOptions(classes, allocations) + ",out=" + file);
    }

    /** Ends counting; nothing happens if someone else has ended it before. */
    void stop() throws IOException, EnvironmentException, InterruptedException {
        String answer = answer("stop");
        if (!answer.startsWith(DONE) && !answer.equals(IDLE)) {
            throw problem("does not stop counting: " + answer);
        }
    }

    /**
     * Has an order obeyed.
     *
     * @return the count file, which has been written
     * @throws EnvironmentException if nothing is being counted there, or the JVM is out of reach
     */
    public Path obey(Order order) throws IOException, EnvironmentException, InterruptedException {
        return tell(order.name().toLowerCase(Locale.ROOT));
    }

    private Path tell(String options) throws IOException, EnvironmentException, InterruptedException {
        String answer = answer(options);
        if (!answer.startsWith(DONE)) {
            throw problem("says: " + answer);
        }
        return Path.of(answer.substring(DONE.length()));
    }

    private String answer(String options) throws IOException, EnvironmentException, InterruptedException {
        Path file = Files.createTempFile("tallyflame-answer-", ".txt");
        try {
            String reply = target.load(AgentFile.path(), options + ",answer=" + file);
            String answer = Files.readString(file);
            if (answer.isEmpty()) {
                throw problem("does not take the agent: " + TargetProcess.reason(reply)
                        + "; its standard error may say more");
            }
            return answer;
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private EnvironmentException problem(String text) {
        return new EnvironmentException("process " + target.handle().pid() + " " + text);
    }
}
