package tallyflame.agent;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/** Counts of classes that were never loaded: what would be counted in them, all of it zero. */
public final class BlankCounts {
    private BlankCounts() {}

    /**
     * Writes a count file as the agent would, in a JVM that does nothing.
     *
     * @param places folders and jars of class files
     * @param asked tells by the name with dots which classes are to be counted
     * @param annotatedOnly whether only what carries {@code @Profiled} is
     * @throws IOException if a class file cannot be read, or the file not be written
     */
    public static void write(List<Path> places, Predicate<String> asked, boolean annotatedOnly, Path file)
            throws IOException {
        try {
            AgentLoader.load("tallyflame.agent.session.BlankCountWriter")
                    .getMethod("write", List.class, Predicate.class, boolean.class, Path.class)
                    .invoke(null, places, asked, annotatedOnly, file);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IOException cause) throw cause;
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
