package tallyflame.runner.inside;

import java.io.IOException;

/** Keeps chunks of recordings where they outlive the JVM. */
@FunctionalInterface
public interface ChunkTaker {
    /**
     * Keeps one.
     *
     * @param name of a file of its own, unique in the JVM: {@code async-000001.jfr}, {@code flight-000001.jfr}; in order
     * @param chunk a whole recording
     * @throws IOException if it could not be kept
     */
    void take(String name, byte[] chunk) throws IOException;
}
