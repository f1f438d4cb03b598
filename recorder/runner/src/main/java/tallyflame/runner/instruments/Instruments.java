package tallyflame.runner.instruments;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tallyflame.runs.AtomicFiles;
import tallyflame.runs.EnvironmentException;
import tallyflame.runs.RunDirectory;
import tallyflame.runs.RunDocument.EngineUsed;

/**
 * JVM options that put a JVM under the instruments of a pass. File names are made from a directory and an ending, so that
 * several JVMs of one command can each have their own ({@code %p} is replaced by the process id).
 *
 * @param directory the pass directory; without comma, quote or percent sign, because the options have no way to hold them
 * @param ending between the name and the suffix of each file: empty, or {@code -%p}
 */
public record Instruments(Path directory, String ending) {
    /** Name of the flight recording in the JVM. */
    public static final String RECORDING = "tallyflame";

    /** Longest time for which async-profiler keeps a chunk open, which is what is lost when the JVM is killed. */
    private static final String CHUNK_TIME = "5s";

    private static final String CPU = "cpu";
    /** Events that async-profiler lets be named more than once. */
    private static final Set<String> REPEATABLE = Set.of("alloc", "lock", "nativemem", "nativelock");

    /** Makes the directory absolute. */
    public Instruments {
        directory = directory.toAbsolutePath().normalize();
    }

    /**
     * Says early if a path cannot be part of the options of JVM and async-profiler.
     *
     * @throws EnvironmentException if it holds a comma, a semicolon, a quote or a percent sign
     */
    public static void checkName(Path directory) throws EnvironmentException {
        String name = directory.toAbsolutePath().normalize().toString();
        if (name.chars().anyMatch(c -> ",;\n\"'%".indexOf(c) >= 0)) {
            throw new EnvironmentException(name
                    + ": a run directory's path must hold no comma, semicolon, quote or %, because JVM options"
                    + " cannot name it; choose another with --out");
        }
    }

    /** A file of the pass directory, such as {@code async-%p.jfr}. */
    public Path file(String name) {
        int dot = name.lastIndexOf('.');
        return directory.resolve(name.substring(0, dot) + ending + name.substring(dot));
    }

    /** async-profiler from the start of the JVM to its end. */
    public List<String> asyncProfiler(ProfilerLibrary library, EngineUsed engine) {
        return List.of(
                "-agentpath:" + library.path() + "=" + startOptions(engine),
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:+DebugNonSafepoints");
    }

    /** The options of async-profiler alone. */
    public String startOptions(EngineUsed engine) {
        String interval = engine.intervalNanos() > 0 ? ",interval=" + engine.intervalNanos() : "";
        return "start" + event(engine) + interval + ",jfr,chunktime=" + CHUNK_TIME + ",file="
                + file(RunDirectory.ASYNC_RECORDING) + ",log=" + directory.resolve("async-profiler.log");
    }

    /**
     * A JVM with its parent's options that also inherits them has them twice, and async-profiler then ends it if two name an event.
     * The engine that is chosen where none is named is named by nobody.
     */
    private String event(EngineUsed engine) {
        String event = engine.event();
        boolean several = !ending.isEmpty();
        if (several && chosenUnasked(engine)) {
            return event.startsWith(CPU) ? event.substring(CPU.length()) : "";
        }
        return ",event=" + event;
    }

    /** Perf events where they work, else {@code ctimer}. */
    private static boolean chosenUnasked(EngineUsed engine) {
        boolean noPerf = engine.event().equals("ctimer") && engine.better() != null;
        return engine.event().equals(CPU) || engine.event().startsWith(CPU + ",") || noPerf;
    }

    /** Whether a JVM may be given the options of async-profiler twice. */
    public static boolean repeatable(EngineUsed engine) {
        return engine == null || chosenUnasked(engine) || REPEATABLE.contains(engine.event());
    }

    /**
     * A flight recording from the start of the JVM to its end, its chunks in the pass directory.
     *
     * @param settings which events: {@code beside-profiler}, {@code sampler} or {@code cpu-time-sampler}
     */
    public List<String> flightRecording(String settings) throws IOException {
        List<String> options = new ArrayList<>();
        options.add("-XX:FlightRecorderOptions=repository=" + directory.resolve(RunDirectory.REPOSITORY)
                + ",stackdepth=1024");
        // Not every JVM replaces %p here; given a folder, each makes up a name with its process id.
        options.add("-XX:StartFlightRecording=name=" + RECORDING + ",dumponexit=true,maxsize=16g,settings="
                + settings(settings) + ",filename="
                + (ending.isEmpty() ? file(RunDirectory.FLIGHT_RECORDING) : directory + "/"));
        // Otherwise the JVM reports the recording on its standard output, in the middle of the command's own.
        options.add("-Xlog:jfr+startup=error");
        if (!settings.equals("beside-profiler")) {
            options.add("-XX:+UnlockDiagnosticVMOptions");
            options.add("-XX:+DebugNonSafepoints");
        }
        return options;
    }

    /** Writes a settings file into the pass directory and returns its path. */
    public Path settings(String name) throws IOException {
        Path file = directory.resolve(name + ".jfc");
        try (InputStream in = Instruments.class.getResourceAsStream(name + ".jfc")) {
            byte[] content = in.readAllBytes();
            AtomicFiles.write(file, temporary -> Files.write(temporary, content));
        }
        return file;
    }

    /**
     * The agent that counts lines and branches of the classes that match a pattern.
     *
     * @param allocations whether it also counts what they allocate
     * @throws EnvironmentException if its jar cannot be unpacked
     */
    public List<String> counters(List<String> classes, boolean allocations) throws EnvironmentException {
        return List.of("-javaagent:" + AgentFile.path() + "=" + countOptions(classes, allocations) + ",out="
                + file(RunDirectory.COUNTS));
    }

    /** Options of that agent but for its file. */
    public static String countOptions(List<String> classes, boolean allocations) {
        return "count=" + String.join(";", classes) + (allocations ? ",alloc" : "");
    }

    /**
     * The agent that times methods and lines of the classes that match a pattern.
     *
     * @throws EnvironmentException if its jar cannot be unpacked
     */
    public List<String> tracing(List<String> classes) throws EnvironmentException {
        return List.of("-javaagent:" + AgentFile.path() + "=trace=" + String.join(";", classes) + ",out="
                + file(RunDirectory.TRACE));
    }
}
