package tallyflame.runner.inside;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Configuration;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import one.profiler.AsyncProfiler;
import tallyflame.runner.instruments.Instruments;
import tallyflame.runner.instruments.ProfilerLibrary;
import tallyflame.runner.launch.Sampling;
import tallyflame.runs.EnvironmentException;
import tallyflame.runs.Pass;
import tallyflame.runs.RunDirectory;
import tallyflame.runs.RunDocument.EngineUsed;

/**
 * async-profiler and, beside it, a flight recording in this JVM. Their chunks are finished one after the other and can be taken
 * while both go on: what was taken is kept, whatever becomes of the JVM. Used by one thread at a time.
 */
public final class OwnRecording {
    /** A flight recording drops its oldest chunks beyond this, if nobody takes them. */
    private static final long MOST_BYTES = 512L << 20;

    private final AsyncProfiler profiler;
    private final Recording flight;
    private final AppendedChunks async;
    private final RepositoryChunks repository;
    private final Path ending;
    private final EngineUsed engine;

    private OwnRecording(
            AsyncProfiler profiler,
            Recording flight,
            AppendedChunks async,
            RepositoryChunks repository,
            Path ending,
            EngineUsed engine) {
        this.profiler = profiler;
        this.flight = flight;
        this.async = async;
        this.repository = repository;
        this.ending = ending;
        this.engine = engine;
    }

    /**
     * Begins.
     *
     * @param folder for the files of both, until their chunks are taken; on a local disk
     * @param event {@code cpu} for the best engine of CPU time that works here, else async-profiler's name of an event
     * @throws EnvironmentException if this JVM cannot be sampled, with the reason; nothing runs then
     */
    public static OwnRecording start(Path folder, String event, Duration interval)
            throws IOException, EnvironmentException {
        Instruments.checkName(folder);
        AsyncProfiler profiler = load(ProfilerLibrary.load().path());
        EngineUsed engine = Sampling.with(new ProbeHere(profiler, folder.resolve("probe.log")))
                .choose(List.of(Pass.SAMPLE), event, interval)
                .engine();
        Instruments files = new Instruments(folder, "");
        Recording flight = flight(files.settings("beside-profiler"));
        try {
            RepositoryChunks repository = RepositoryChunks.before();
            Path ending = folder.resolve("ending.jfr");
            flight.setDestination(ending); // where an ending JVM leaves it before it removes its repository
            flight.start();
            execute(profiler, files.startOptions(engine));
            AppendedChunks async = new AppendedChunks(files.file(RunDirectory.ASYNC_RECORDING));
            return new OwnRecording(profiler, flight, async, repository, ending, engine);
        } catch (IOException | EnvironmentException | RuntimeException e) {
            flight.close();
            throw e;
        }
    }

    private static AsyncProfiler load(Path library) throws EnvironmentException {
        try {
            return AsyncProfiler.getInstance(library.toString());
        } catch (LinkageError e) {
            throw new EnvironmentException("async-profiler's library does not load here: " + e.getMessage(), e);
        }
    }

    private static Recording flight(Path settings) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(settings)) {
            Recording flight = new Recording(Configuration.create(reader));
            flight.setName(Instruments.RECORDING);
            flight.setToDisk(true);
            flight.setMaxSize(MOST_BYTES);
            return flight;
        } catch (ParseException e) {
            throw new IllegalStateException(settings + ": " + e.getMessage(), e);
        }
    }

    private static void execute(AsyncProfiler profiler, String command) throws IOException, EnvironmentException {
        try {
            profiler.execute(command);
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw new EnvironmentException("async-profiler refuses: " + e.getMessage(), e);
        }
    }

    /** What samples. */
    public EngineUsed engine() {
        return engine;
    }

    /**
     * Has the chunks of now finished and hands over all that were not taken before. async-profiler finishes its own by its own clock.
     *
     * @throws IOException if one could not be taken; it and those after it are handed over again the next time
     */
    public void take(ChunkTaker taker) throws IOException {
        FlightRecorder.getFlightRecorder().takeSnapshot().close(); // which begins a new chunk
        repository.take(false, taker);
        async.take(taker);
    }

    /**
     * Ends both and hands over the rest, also while the JVM ends.
     *
     * @throws IOException if a chunk could not be taken, which is lost then
     */
    public void stop(ChunkTaker taker) throws IOException {
        try (flight) {
            stopProfiler();
            beginLastChunk();
            stopFlight(taker);
            async.take(taker);
        }
    }

    /** What was recorded until now must not depend on who stops the recording, this thread or the JVM's end. */
    private static void beginLastChunk() {
        try {
            FlightRecorder.getFlightRecorder().takeSnapshot().close();
        } catch (IllegalStateException e) {
            // The JVM is ending, and its flight recorder has ended.
        }
    }

    private void stopFlight(ChunkTaker taker) throws IOException {
        repository.take(false, taker);
        try {
            flight.stop();
        } catch (IllegalStateException e) {
            // The JVM is ending and has stopped it.
        }
        repository.takeEnding(ending, taker);
        repository.take(true, taker);
    }

    private void stopProfiler() throws IOException {
        try {
            profiler.stop();
        } catch (IllegalStateException e) {
            // Someone else has stopped it: what it wrote until then is there.
        }
    }
}
