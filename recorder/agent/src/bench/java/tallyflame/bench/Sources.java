package tallyflame.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The Java files of a sources jar, by path, in the order of their paths. */
final class Sources {
    private Sources() {}

    static Map<String, String> read(Path jar) throws IOException {
        Map<String, String> sources = new TreeMap<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                String name = entry.getName();
                if (name.endsWith(".java") && !name.contains("-info")) {
                    sources.put(name, new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return sources;
    }
}
