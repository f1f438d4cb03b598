package tallyflame.analysis.trace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tallyflame.counts.file.TraceFile;
import tallyflame.recordings.InputException;
import tallyflame.runs.Pass;
import tallyflame.runs.RunDirectory;

/** Finds and reads the trace files among the arguments of a command line. */
public final class TraceInputs {
    private TraceInputs() {}

    /**
     * The traces of run directories and the trace files named themselves.
     *
     * @return at least one
     * @throws InputException if a run directory has no trace
     * @throws NoSuchFileException if a path does not exist
     * @throws IOException if a trace cannot be read
     */
    public static List<TraceFile> read(List<Path> inputs) throws IOException {
        List<TraceFile> traces = new ArrayList<>();
        for (Path input : inputs) {
            if (!Files.exists(input)) {
                throw new NoSuchFileException(input.toString());
            }
            List<Path> files =
                    Files.isDirectory(input) ? RunDirectory.open(input).traces(Pass.TRACE) : List.of(input);
            if (files.isEmpty()) {
                throw new InputException(input, "holds no trace; run it with --passes trace");
            }
            for (Path file : files) {
                traces.add(TraceFile.read(file));
            }
        }
        return traces;
    }
}
