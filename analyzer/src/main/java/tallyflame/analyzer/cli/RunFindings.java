package tallyflame.analyzer.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tallyflame.analyzer.InputException;
import tallyflame.analyzer.jfr.ReadOptions;
import tallyflame.analyzer.jfr.RecordingReader;
import tallyflame.analyzer.profile.FunctionTable;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.html.HtmlPage;
import tallyflame.flamegraphs.html.PageOptions;
import tallyflame.runner.directory.AtomicFiles;
import tallyflame.runner.directory.Pass;
import tallyflame.runner.directory.RunDirectory;

/**
 * What the recordings of a run say at first sight.
 *
 * @param functions of the most telling event, or {@code null} if nothing was sampled
 * @param flameGraph the page that was written, or {@code null}
 */
record RunFindings(FunctionTable functions, Path flameGraph) {
    static final RunFindings NONE = new RunFindings(null, null);
    private static final String FLAME_GRAPH = "flame.html";

    /** Folds the recordings of the sampling pass and writes the flame graph into the run directory. */
    static RunFindings of(Path run, String title) throws IOException {
        RunDirectory directory = RunDirectory.open(run);
        List<Path> recordings = new ArrayList<>(directory.asyncRecordings(Pass.SAMPLE));
        recordings.addAll(directory.flightRecordings(Pass.SAMPLE));
        if (recordings.isEmpty()) {
            recordings.addAll(directory.flightRecordings(Pass.JFR));
        }
        if (recordings.isEmpty()) {
            return NONE;
        }
        try {
            return of(run, title, RecordingReader.read(recordings, ReadOptions.defaults()));
        } catch (InputException e) {
            return NONE; // a JVM that was killed in its first second leaves a recording without a whole chunk
        }
    }

    private static RunFindings of(Path run, String title, List<Profile> profiles) throws IOException {
        if (profiles.isEmpty()) {
            return NONE;
        }
        Path page = run.resolve(FLAME_GRAPH);
        AtomicFiles.write(page, temporary -> {
            try (OutputStream out = Files.newOutputStream(temporary)) {
                new HtmlPage(PageOptions.titled(title)).write(profiles, out);
            }
        });
        return new RunFindings(FunctionTable.of(profiles.get(0)), page);
    }
}
