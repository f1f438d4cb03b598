package tallyflame.cli.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import one.profiler.AsyncProfilerLoader;

/** Programs of the tests in a JVM of their own, recorded by async-profiler and the JDK into one file. */
final class BothProfilers {
    private BothProfilers() {}

    /**
     * Runs a program to its end, which must be a good one.
     *
     * @param interval between two samples of CPU time, such as {@code 1ms}
     * @return what it printed
     */
    static List<String> record(Path recording, String interval, Class<?> program, String... arguments)
            throws Exception {
        Path printed = recording.resolveSibling("printed");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-agentpath:" + AsyncProfilerLoader.getAsyncProfilerPath() + "=start,event=ctimer,interval=" + interval
                        + ",jfrsync=default,file=" + recording,
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        assertThat(process.waitFor()).as(Files.readString(printed)).isZero();
        return Files.readAllLines(printed);
    }
}
