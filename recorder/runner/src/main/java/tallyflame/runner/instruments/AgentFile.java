package tallyflame.runner.instruments;

import java.net.URL;
import java.nio.file.Path;
import tallyflame.agent.AgentJar;
import tallyflame.runs.EnvironmentException;

/** The agent's jar as a file, for {@code -javaagent} and for attaching. */
public final class AgentFile {
    /** Where the one jar that holds everything has the agent's. */
    static final String WITHIN = "META-INF/tallyflame/tallyflame-agent.jar";

    private AgentFile() {}

    /**
     * The jar on the class path, or the one within the jar that holds everything, unpacked into the user's cache.
     *
     * @throws EnvironmentException if it cannot be unpacked
     */
    public static Path path() throws EnvironmentException {
        URL within = AgentFile.class.getClassLoader().getResource(WITHIN);
        return within == null ? AgentJar.path() : UnpackedFile.of(within, "tallyflame-agent.jar");
    }
}
