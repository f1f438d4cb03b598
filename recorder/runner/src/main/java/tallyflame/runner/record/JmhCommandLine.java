package tallyflame.runner.record;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/**
 * A command that runs JMH's benchmarks, as {@code java -jar benchmarks.jar Sort -f 3}.
 *
 * @param java the launcher and JVM options up to jar or main class, without the class path
 * @param classPath of the benchmarks
 * @param arguments main class and what JMH is given
 */
public record JmhCommandLine(List<String> java, String classPath, List<String> arguments) {
    private static final List<String> CLASS_PATH = List.of("-cp", "-classpath", "--class-path");
    private static final String RESULT_FILE = "-rff";
    private static final String RESULT_FORMAT = "-rf";

    /**
     * Takes a command apart.
     *
     * @throws IllegalArgumentException if it is no java command with a jar or a class path
     * @throws IOException if the jar cannot be read
     */
    public static JmhCommandLine parse(List<String> command) throws IOException {
        for (int i = 1; i < command.size() - 1; i++) {
            List<String> rest = command.subList(i + 2, command.size());
            if (command.get(i).equals("-jar")) {
                List<String> arguments = new ArrayList<>(List.of(mainClass(command.get(i + 1))));
                arguments.addAll(rest);
                return new JmhCommandLine(command.subList(0, i), command.get(i + 1), arguments);
            }
            if (CLASS_PATH.contains(command.get(i))) {
                return new JmhCommandLine(command.subList(0, i), command.get(i + 1), rest);
            }
        }
        throw new IllegalArgumentException(
                "name a java command with JMH's benchmarks, as: -- java -jar benchmarks.jar Sort -f 3");
    }

    private static String mainClass(String jar) throws IOException {
        try (JarFile file = new JarFile(jar)) {
            String main = file.getManifest() == null
                    ? null
                    : file.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
            if (main == null) throw new IOException(jar + ": its manifest names no main class");
            return main;
        }
    }

    /** Without a profiler; JMH writes its results into a file. */
    public List<String> plain(Path results) {
        return command(classPath, results);
    }

    /**
     * With a profiler.
     *
     * @param profiler as JMH's option {@code -prof} takes it
     * @param more jars that the profiler is in, behind those of the benchmarks
     */
    public List<String> profiled(String profiler, String more, Path results) {
        List<String> command = command(classPath + System.getProperty("path.separator") + more, results);
        command.addAll(List.of("-prof", profiler));
        return command;
    }

    private List<String> command(String path, Path results) {
        List<String> command = new ArrayList<>(java);
        command.addAll(List.of("-cp", path));
        for (int i = 0; i < arguments.size(); i++) {
            boolean own =
                    arguments.get(i).equals(RESULT_FILE) || arguments.get(i).equals(RESULT_FORMAT);
            if (own) {
                i++;
            } else {
                command.add(arguments.get(i));
            }
        }
        command.addAll(List.of(RESULT_FORMAT, "json", RESULT_FILE, results.toString()));
        return command;
    }
}
