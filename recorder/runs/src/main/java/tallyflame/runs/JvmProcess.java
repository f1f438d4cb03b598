package tallyflame.runs;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A JVM at or below a recorded command, whether it was recorded or not.
 *
 * @param pass in which it ran
 * @param fork number of the execution, from 1
 * @param pid process id
 * @param parent process id of who started it; {@code null} if that is not known
 * @param command its program and arguments; empty if they are not known, because it ended before it was seen
 * @param started ISO 8601, UTC; {@code null} if it is not known
 * @param ended when it was first seen no more; {@code null} if it outlived the command, or was never seen
 * @param exitCode 128 + n after signal n; {@code null} where only another parent was told
 * @param recorded what it left: {@code async}, {@code flight}, {@code counts}, {@code trace}
 * @param directory of its files, relative to the run directory; {@code null} if it left none
 * @param problem why it recorded nothing, or what is wrong with what it recorded; {@code null} if nothing is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JvmProcess(
        Pass pass,
        int fork,
        long pid,
        Long parent,
        List<String> command,
        String started,
        String ended,
        Integer exitCode,
        List<String> recorded,
        String directory,
        String problem) {
    /** Options of a java launcher whose value is the next argument. */
    private static final Set<String> WITH_VALUE = Set.of(
            "-cp",
            "-classpath",
            "--class-path",
            "-p",
            "--module-path",
            "--upgrade-module-path",
            "--add-modules",
            "--limit-modules",
            "--add-exports",
            "--add-opens",
            "--add-reads",
            "--patch-module",
            "--enable-native-access",
            "--source");

    /** How the problem of a JVM begins that was recorded and is not wanted. */
    public static final String LEFT_OUT = "left out by --children";

    /** Copies the lists; those of a document that lacks them are empty. */
    public JvmProcess {
        command = command == null ? List.of() : List.copyOf(command);
        recorded = recorded == null ? List.of() : List.copyOf(recorded);
    }

    /** Its main class, module or jar without folders; the name of the program where that is none; empty if it is not known. */
    @JsonIgnore
    public String name() {
        String program = command.isEmpty() ? "" : file(command.get(0));
        if (!program.equals("java") && !program.equals("java.exe")) {
            return program;
        }
        for (int i = 1; i < command.size(); i++) {
            String argument = command.get(i);
            if (argument.equals("-jar") || argument.equals("-m") || argument.equals("--module")) {
                return i + 1 < command.size() ? file(command.get(i + 1)) : program;
            }
            if (WITH_VALUE.contains(argument)) {
                i++;
            } else if (!argument.startsWith("-") && !argument.startsWith("@")) {
                return file(argument);
            }
        }
        return program;
    }

    private static String file(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /**
     * Whether it is meant.
     *
     * @param pidOrGlob its process id; or a pattern of its {@link #name}, where {@code *} stands for any characters
     */
    public boolean matches(String pidOrGlob) {
        return pidOrGlob.equals(Long.toString(pid))
                || glob(pidOrGlob).matcher(name()).matches();
    }

    private static Pattern glob(String glob) {
        return Pattern.compile(
                Arrays.stream(glob.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }

    /** What tells it from the others in one line: name and process id, as far as they are known. */
    @JsonIgnore
    public String describe() {
        String name = name().isEmpty() ? "a JVM" : name();
        return pid == 0 ? name : name + " (pid " + pid + ")";
    }
}
