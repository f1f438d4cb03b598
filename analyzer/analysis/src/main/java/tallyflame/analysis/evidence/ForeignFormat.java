package tallyflame.analysis.evidence;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.collapsed.CollapsedReader;
import tallyflame.flamegraphs.perf.PerfMap;
import tallyflame.flamegraphs.perf.PerfScriptReader;
import tallyflame.flamegraphs.pprof.PprofReader;
import tallyflame.recordings.InputException;

/** Files of other profilers, recognised by their suffix; text is told apart by its first line. */
enum ForeignFormat {
    COLLAPSED,
    PPROF;

    /** The format that a file's name tells, or null where it is taken for a recording. */
    static ForeignFormat of(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".pb.gz") || name.endsWith(".pb") || name.endsWith(".pprof")) {
            return PPROF;
        }
        boolean text = name.endsWith(".collapsed")
                || name.endsWith(".folded")
                || name.endsWith(".perf")
                || name.endsWith(".txt");
        return text ? COLLAPSED : null;
    }

    /** Reads a file; perf's text takes names from the {@code perf-*.map} files next to it. */
    List<Profile> read(Path file) throws IOException {
        try {
            if (this == PPROF) {
                try (InputStream stream = Files.newInputStream(file)) {
                    return PprofReader.read(stream, file.toString());
                }
            }
            if (isPerfScript(file)) {
                try (Reader reader = text(file)) {
                    return PerfScriptReader.read(reader, maps(file), file.toString());
                }
            }
            try (Reader reader = text(file)) {
                return List.of(CollapsedReader.read(reader, file.toString()));
            }
        } catch (InputException e) {
            throw e;
        } catch (IOException e) {
            String message = String.valueOf(e.getMessage());
            String problem = message.startsWith(file.toString())
                    ? message.substring(file.toString().length()).replaceFirst("^:? ", "")
                    : message;
            throw new InputException(file, problem, e);
        }
    }

    private static boolean isPerfScript(Path file) throws IOException {
        try (BufferedReader lines = new BufferedReader(text(file))) {
            String line = lines.readLine();
            while (line != null && (line.isBlank() || line.startsWith("#"))) {
                line = lines.readLine();
            }
            return line != null && PerfScriptReader.isHead(line);
        }
    }

    private static PerfMap maps(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        try (var found = Files.newDirectoryStream(folder, "perf-*.map")) {
            for (Path map : found) {
                try (Reader reader = text(map)) {
                    return PerfMap.read(reader);
                }
            }
        }
        return PerfMap.empty();
    }

    /** Bytes that are no UTF-8 become U+FFFD: a name of another tool may hold anything. */
    private static Reader text(Path file) throws IOException {
        return new InputStreamReader(
                Files.newInputStream(file),
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE));
    }
}
