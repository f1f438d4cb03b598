package tallyflame.analysis.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A sources jar or the JDK's {@code src.zip}. */
final class SourceArchive extends SourceTree {
    private final Path archive;

    SourceArchive(Path archive) {
        this.archive = archive;
    }

    @Override
    Collection<String> list() throws IOException {
        try (ZipFile zip = open()) {
            return zip.stream()
                    .map(ZipEntry::getName)
                    .filter(SourceTree::isSource)
                    .toList();
        }
    }

    @Override
    Optional<SourceText> read(String path) throws IOException {
        try (ZipFile zip = open();
                InputStream entry = zip.getInputStream(zip.getEntry(path))) {
            byte[] bytes = entry.readNBytes(SourceText.LARGEST + 1);
            return bytes.length > SourceText.LARGEST
                    ? Optional.empty()
                    : Optional.of(SourceText.decode(archive + "!/" + path, bytes));
        }
    }

    private ZipFile open() throws IOException {
        try {
            return new ZipFile(archive.toFile());
        } catch (IOException e) {
            throw new IOException(archive + ": not a readable archive of sources (" + e.getMessage() + ")", e);
        }
    }
}
