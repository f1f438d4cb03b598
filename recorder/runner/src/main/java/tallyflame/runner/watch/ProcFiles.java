package tallyflame.runner.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Processes as Linux shows them in {@code /proc}.
 *
 * @param proc that folder
 */
record ProcFiles(Path proc) implements ProcessTable {
    @Override
    public Set<Long> pids() {
        Set<Long> pids = new HashSet<>();
        String[] names = proc.toFile().list();
        for (String name : names == null ? new String[0] : names) {
            if (Character.isDigit(name.charAt(0))) {
                pids.add(Long.parseLong(name));
            }
        }
        return pids;
    }

    @Override
    public Optional<Sight> look(long pid) {
        try {
            Path process = process(pid);
            String stat = Files.readString(process.resolve("stat"), Charset.defaultCharset());
            // The name of the program is in brackets and may hold anything; state and parent are behind the last one.
            String[] rest = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 3);
            return Optional.of(
                    new Sight(Long.parseLong(rest[1]), program(process), strings(process.resolve("cmdline"))));
        } catch (IOException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /** Someone else's program may not be looked at. */
    private static String program(Path process) {
        try {
            return Files.readSymbolicLink(process.resolve("exe")).toString();
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public Optional<List<String>> environment(long pid) {
        try {
            return Optional.of(strings(process(pid).resolve("environ")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean hasJvm(long pid) {
        try (Stream<String> lines = Files.lines(process(pid).resolve("maps"), Charset.defaultCharset())) {
            return lines.anyMatch(line -> line.contains("libjvm"));
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    private Path process(long pid) {
        return proc.resolve(Long.toString(pid));
    }

    private static List<String> strings(Path file) throws IOException {
        String text = new String(Files.readAllBytes(file), Charset.defaultCharset());
        return text.isEmpty() ? List.of() : List.of(text.split("\0"));
    }
}
