package tallyflame.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the documents to their form: links lead somewhere, lines can be read, decisions are complete and listed. */
class DocumentsTest {
    private static final Path ROOT = Path.of("../..");
    private static final Path DECISIONS = ROOT.resolve("docs/decisions");
    private static final int LONGEST_LINE = 120;
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:\\s]*)(?:#([^)\\s]*))?\\)");
    private static final Pattern HEADING = Pattern.compile("#+ (.*)");
    private static final Pattern ENTRY = Pattern.compile("## (.*)");

    static List<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"));
                Stream<Path> top = Files.list(ROOT)) {
            return Stream.concat(docs, top)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    static List<Path> decisions() throws IOException {
        return documents().stream()
                .filter(file -> file.getParent().equals(DECISIONS))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void linesOfProseAreShort(Path document) {
        assertThat(prose(document))
                .filteredOn(line -> !line.startsWith("|"))
                .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(LONGEST_LINE));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void linksLeadToFilesAndHeadings(Path document) {
        for (String line : prose(document)) {
            LINK.matcher(line).results().forEach(link -> {
                Path target = link.group(1).isEmpty() ? document : document.resolveSibling(link.group(1));
                assertThat(target).as(line).exists();
                if (link.group(2) != null) {
                    assertThat(headings(target, HEADING))
                            .as(line)
                            .map(DocumentsTest::anchor)
                            .contains(link.group(2));
                }
            });
        }
    }

    @ParameterizedTest
    @MethodSource("decisions")
    void everyDecisionHasItsThreeParts(Path document) {
        List<String> parts = new ArrayList<>();
        for (String line : prose(document)) {
            if (line.startsWith("## ")) {
                parts.add("");
            } else if (line.matches("\\*\\*(Problem|Decision|Alternatives)\\.\\*\\* .*")) {
                parts.add(parts.remove(parts.size() - 1) + line.charAt(2));
            }
        }
        assertThat(parts).isNotEmpty().containsOnly("PDA");
    }

    @Test
    void theIndexListsEveryDecisionOnce() throws IOException {
        List<String> expected = new ArrayList<>();
        for (Path file : decisions()) {
            headings(file, ENTRY)
                    .forEach(title -> expected.add(
                            "- [" + title + "](decisions/" + file.getFileName() + "#" + anchor(title) + ")"));
        }
        assertThat(prose(ROOT.resolve("docs/decisions.md")))
                .filteredOn(line -> line.startsWith("- "))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    /** The lines of a document outside of blocks of code. */
    private static List<String> prose(Path document) {
        List<String> lines = new ArrayList<>();
        boolean code = false;
        for (String line : read(document)) {
            boolean fence = line.startsWith("```");
            code ^= fence;
            if (!code && !fence) {
                lines.add(line);
            }
        }
        return lines;
    }

    private static List<String> headings(Path document, Pattern kind) {
        return prose(document).stream()
                .map(kind::matcher)
                .filter(matcher -> matcher.matches())
                .map(matcher -> matcher.group(1))
                .toList();
    }

    /** The name by which a heading is linked on the sites that render these pages. */
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}\\- ]", "")
                .replace(' ', '-');
    }

    private static List<String> read(Path document) {
        try {
            return Files.readAllLines(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
