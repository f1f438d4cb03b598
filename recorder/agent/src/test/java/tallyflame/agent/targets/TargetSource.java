package tallyflame.agent.targets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tallyflame.agent.oracle.AgentJvm;

/**
 * A target program. Every line with code ends in a comment such as {@code // hits=3+1 branches=2|1 0|3}: hits for each
 * method that has code on the line (a lambda and what creates it), largest first, and the outcomes of each of its
 * branches. A line without the comment must have no code. A first line {@code // release 21} tells the oldest Java
 * version that compiles it. Where javac's own line table has changed, {@code ; since 21: hits=3} (or {@code none}) follows.
 *
 * @param name simple name of the class, in package {@code targets}
 */
record TargetSource(String name, List<String> lines) {
    private static final Path FOLDER = AgentJvm.origin(TargetSource.class).resolve("targets");
    private static final Pattern RELEASE = Pattern.compile("// release (\\d+)");
    private static final Pattern COMMENT = Pattern.compile("// (hits=.*?)(?:; since (\\d+): (.*))?$");
    private static final int OLDEST = 17;

    static List<TargetSource> all() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().map(TargetSource::read).toList();
        }
    }

    private static TargetSource read(Path file) {
        try {
            String name = file.getFileName().toString().replace(".java", "");
            return new TargetSource(name, Files.readAllLines(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    int release() {
        Matcher release = RELEASE.matcher(lines.get(0));
        return release.matches() ? Integer.parseInt(release.group(1)) : OLDEST;
    }

    String className() {
        return "targets." + name;
    }

    String text() {
        return String.join("\n", lines);
    }

    /** The comments by line number. */
    Map<Integer, String> expected() {
        Map<Integer, String> comments = new TreeMap<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher comment = COMMENT.matcher(lines.get(i));
            if (comment.find()) {
                boolean newer =
                        comment.group(2) != null && Runtime.version().feature() >= Integer.parseInt(comment.group(2));
                String counts = comment.group(newer ? 3 : 1);
                if (!counts.equals("none")) {
                    comments.put(i + 1, counts);
                }
            }
        }
        return comments;
    }
}
