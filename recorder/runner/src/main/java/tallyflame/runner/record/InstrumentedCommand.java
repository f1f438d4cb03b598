package tallyflame.runner.record;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tallyflame.runner.instruments.Java;

/**
 * A command and the environment that puts its JVMs under instruments. For a {@code java} launcher the options are on
 * the command line, so that just this JVM has them; any other command, such as {@code mvn} or a start script, hands them on
 * by {@code JAVA_TOOL_OPTIONS} to every JVM it starts.
 *
 * @param command what to execute
 * @param environment to be added to that of this process
 */
record InstrumentedCommand(List<String> command, Map<String, String> environment) {
    static final String TOOL_OPTIONS = "JAVA_TOOL_OPTIONS";

    /** Whether a command starts a JVM directly. */
    static boolean isLauncher(List<String> command) {
        return Java.isLauncher(Path.of(command.get(0)));
    }

    /**
     * Adds JVM options to a command.
     *
     * @param inherited what {@code JAVA_TOOL_OPTIONS} holds already, or {@code null}
     */
    static InstrumentedCommand of(List<String> command, List<String> options, String inherited) {
        if (isLauncher(command)) {
            List<String> all = new ArrayList<>(command);
            all.addAll(1, options);
            return new InstrumentedCommand(all, Map.of());
        }
        StringBuilder tool = new StringBuilder(inherited == null ? "" : inherited);
        for (String option : options) {
            // The JVM splits at blanks, except in quotes.
            tool.append(tool.length() == 0 ? "" : " ").append(option.contains(" ") ? '"' + option + '"' : option);
        }
        return new InstrumentedCommand(command, Map.of(TOOL_OPTIONS, tool.toString()));
    }
}
