package tallyflame.flamegraphs.html;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tallyflame.flamegraphs.Profile;

/** Pages written for tests; they stay under target/pages to be looked at. */
final class Pages {
    private static final Path FOLDER = Path.of("target", "pages");

    private Pages() {}

    static Path write(String name, PageOptions options, Profile... profiles) throws IOException {
        Path file = Files.createDirectories(FOLDER).resolve(name + ".html");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            new HtmlPage(options).write(List.of(profiles), out);
        }
        return file;
    }
}
