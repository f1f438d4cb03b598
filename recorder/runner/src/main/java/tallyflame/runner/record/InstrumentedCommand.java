package tallyflame.runner.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tallyflame.runner.instruments.Java;

/**
 * A command and the environment that puts its JVMs under instruments. {@code JAVA_TOOL_OPTIONS} hands the options on to every JVM
 * below it, each of which says so in a line on its standard error. Only where just the JVM of a {@code java} launcher is meant do
 * they stand on the command line.
 *
 * @param command what to execute
 * @param environment to be added to that of this process
 */
record InstrumentedCommand(List<String> command, Map<String, String> environment) {
    static final String TOOL_OPTIONS = "JAVA_TOOL_OPTIONS";

    /** File in the pass directory that holds the options, so that the line which each JVM prints is short. */
    static final String OPTIONS_FILE = "jvm-options";

    private static final String FROM_FILE = "-XX:VMOptionsFile=";

    /** Whether a command starts a JVM directly. */
    static boolean isLauncher(List<String> command) {
        return Java.isLauncher(Path.of(command.get(0)));
    }

    /** A command of which only the first JVM has the options, if it is a {@code java} launcher. */
    static InstrumentedCommand alone(List<String> command, List<String> options) {
        List<String> all = new ArrayList<>(command);
        all.addAll(1, options);
        return new InstrumentedCommand(all, Map.of());
    }

    /**
     * A command all of whose JVMs have the options.
     *
     * @param directory takes the file of options if there are several
     * @param inherited what {@code JAVA_TOOL_OPTIONS} holds already, or {@code null}
     */
    static InstrumentedCommand handingOn(List<String> command, List<String> options, Path directory, String inherited)
            throws IOException {
        if (options.isEmpty()) {
            return new InstrumentedCommand(command, Map.of());
        }
        List<String> quoted = options.stream().map(InstrumentedCommand::quoted).toList();
        String own = String.join(" ", quoted);
        // The environment may name one such file only.
        if (options.size() > 1 && (inherited == null || !inherited.contains(FROM_FILE))) {
            Path file = Files.write(directory.resolve(OPTIONS_FILE), quoted);
            own = quoted(FROM_FILE + file);
        }
        return new InstrumentedCommand(
                command, Map.of(TOOL_OPTIONS, inherited == null || inherited.isBlank() ? own : inherited + " " + own));
    }

    /** The JVM splits at blanks, except in quotes. */
    private static String quoted(String option) {
        return option.contains(" ") ? '"' + option + '"' : option;
    }
}
