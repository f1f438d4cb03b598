package tallyflame.runner.inside;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The chunks that the JVM writes into its repository, one file each; the newest is being written. */
final class RepositoryChunks {
    private static final String REPOSITORY = "jdk.jfr.repository";

    private final Set<Path> known;
    /** When those began that were handed over, in ticks: the same chunk may be in two files. */
    private final Set<Long> taken = new HashSet<>();

    private int number;

    private RepositoryChunks(Set<Path> known) {
        this.known = known;
    }

    /** Those of a recording that is about to begin: what is there before it is not among them. */
    static RepositoryChunks before() throws IOException {
        return new RepositoryChunks(new HashSet<>(chunks()));
    }

    /**
     * Hands over those that were finished since the last time.
     *
     * @param ended whether nothing is being written any more
     */
    void take(boolean ended, ChunkTaker taker) throws IOException {
        List<Path> chunks = chunks();
        for (Path chunk : ended || chunks.isEmpty() ? chunks : chunks.subList(0, chunks.size() - 1)) {
            byte[] content = known.contains(chunk) ? new byte[0] : content(chunk);
            if (content.length > 0) {
                hand(content, taker);
                known.add(chunk);
            }
        }
    }

    /** Hands over those that only the file has into which the whole recording was written when it was stopped. */
    void takeEnding(Path file, ChunkTaker taker) throws IOException {
        new AppendedChunks(file).take((name, chunk) -> hand(chunk, taker));
    }

    private void hand(byte[] chunk, ChunkTaker taker) throws IOException {
        long began = ChunkHeader.began(ByteBuffer.wrap(chunk));
        if (!taken.contains(began)) {
            taker.take(String.format(Locale.ROOT, "flight-%06d.jfr", number + 1), chunk);
            number++;
            taken.add(began);
        }
    }

    private static byte[] content(Path chunk) throws IOException {
        try {
            byte[] content = Files.readAllBytes(chunk);
            return ChunkHeader.finished(ByteBuffer.wrap(content), content.length) == 0 ? new byte[0] : content;
        } catch (NoSuchFileException e) {
            return new byte[0]; // of a recording of someone else's, which was just closed
        }
    }

    private static List<Path> chunks() throws IOException {
        String repository = System.getProperty(REPOSITORY);
        if (repository == null || !Files.isDirectory(Path.of(repository))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(Path.of(repository))) {
            return files.filter(file -> file.toString().endsWith(".jfr"))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of(); // the JVM is ending and has just removed it
        }
    }
}
