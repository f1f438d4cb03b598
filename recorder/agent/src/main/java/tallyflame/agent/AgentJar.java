package tallyflame.agent;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;

/** Where the agent's own jar is, for {@code -javaagent} and for attaching. */
public final class AgentJar {
    private AgentJar() {}

    /**
     * The path of the jar this class was loaded from.
     *
     * @throws IllegalStateException if it was loaded from a folder of classes or from nowhere that has a path
     */
    public static Path path() {
        CodeSource source = AgentJar.class.getProtectionDomain().getCodeSource();
        try {
            if (source != null) {
                Path path = Path.of(source.getLocation().toURI());
                if (Files.isRegularFile(path)) return path;
                Path built = path.resolveSibling("tallyflame-agent.jar");
                throw new IllegalStateException("the agent runs from " + path + ", not from its jar; build it with"
                        + " 'mvn package -pl recorder/agent -am' (expected " + built + ")");
            }
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the agent's jar has no path: " + source.getLocation(), e);
        }
        throw new IllegalStateException("the agent's jar is not known to this JVM");
    }
}
