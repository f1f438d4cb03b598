package tallyflame.cli.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import tallyflame.analysis.lines.MethodLines;
import tallyflame.analysis.lines.RunLines;
import tallyflame.analysis.source.SourceText;
import tallyflame.runs.AtomicFiles;
import tallyflame.runs.RunDirectory;

/**
 * Keeps the source of the counted classes with their counts: when a later version is compared with this run, its project has
 * already changed.
 */
final class RunSources {
    private RunSources() {}

    /** Copies whatever source is found; without counts there is nothing that could be named. */
    static void keep(Path run, RunLines lines) throws IOException {
        Set<String> kept = new HashSet<>();
        for (MethodLines method : lines.report().methods()) {
            Path file = run.resolve(RunDirectory.SOURCES)
                    .resolve(method.sourcePath())
                    .normalize();
            if (method.counts().isEmpty()
                    || !file.startsWith(run.resolve(RunDirectory.SOURCES).normalize())
                    || !kept.add(method.sourcePath())) {
                continue;
            }
            SourceText source = lines.source(method).orElse(null);
            if (source != null && source.lines().size() >= method.lastLine()) {
                AtomicFiles.write(file, temporary -> Files.write(temporary, source.lines()));
            }
        }
    }
}
