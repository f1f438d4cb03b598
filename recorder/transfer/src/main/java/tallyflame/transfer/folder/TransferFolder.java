package tallyflame.transfer.folder;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tallyflame.transfer.TransferException;

/**
 * The folder of a transfer: alerts in files, {@code _transfer} with what makes them valid, {@code rejected} with what could
 * not be decoded. Open for writing, it is locked against other transfers, in other processes too. The lock ends with the
 * process.
 */
public final class TransferFolder implements Closeable {
    static final String DOCUMENTS = "_transfer";
    static final String REJECTED = "rejected";
    private static final String DOCUMENT = "transfer.json";
    private static final String LOCK = "lock";
    private static final String DISCARDED = "discarded.json";
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path root;
    private final FileChannel lock;

    private TransferFolder(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    /**
     * Opens a folder for writing, makes it if need be, and locks it.
     *
     * @throws TransferException when another transfer writes there, or it holds alerts of other origin
     */
    public static TransferFolder open(Path root) throws IOException {
        requireOurs(root);
        Path documents = Files.createDirectories(root.resolve(DOCUMENTS));
        Path file = documents.resolve(LOCK);
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (!lock(channel)) {
            channel.close();
            throw new TransferException(root + ": another transfer writes there (process "
                    + Files.readString(file).strip() + "); wait for its end, or name another folder");
        }
        channel.truncate(0);
        channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
        return new TransferFolder(root, channel);
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            FileLock held = channel.tryLock();
            return held != null;
        } catch (OverlappingFileLockException inThisProcess) {
            return false;
        }
    }

    private static void requireOurs(Path root) throws IOException {
        if (Files.isDirectory(root) && !Files.isDirectory(root.resolve(DOCUMENTS))) {
            List<Path> others = FolderFiles.alerts(root);
            if (!others.isEmpty()) {
                throw new TransferException(root + ": holds alerts that no transfer wrote, such as "
                        + root.relativize(others.get(0)) + "; name an empty folder");
            }
        }
    }

    /** The folder itself. */
    public Path root() {
        return root;
    }

    /** What the folder holds, if it holds anything. */
    public Optional<TransferDocument> document() throws IOException {
        return document(root);
    }

    static Optional<TransferDocument> document(Path root) throws IOException {
        Path file = root.resolve(DOCUMENTS).resolve(DOCUMENT);
        return Files.exists(file) ? Optional.of(read(file, TransferDocument.class)) : Optional.empty();
    }

    /** Writes down what the folder holds. */
    public void write(TransferDocument document) throws IOException {
        Durable.write(root.resolve(DOCUMENTS).resolve(DOCUMENT), JSON.writeValueAsBytes(document));
        Durable.sync(root);
    }

    /** All manifests, by partition and offset. */
    public List<Manifest> manifests() throws IOException {
        return manifests(root);
    }

    static List<Manifest> manifests(Path root) throws IOException {
        List<Manifest> manifests = new ArrayList<>();
        Path documents = root.resolve(DOCUMENTS);
        if (!Files.isDirectory(documents)) {
            return manifests;
        }
        try (Stream<Path> files = Files.list(documents)) {
            for (Path file : files.toList()) {
                if (Manifest.isName(file.getFileName().toString())) {
                    manifests.add(readManifest(file));
                }
            }
        }
        manifests.sort(Comparator.comparingInt(Manifest::partition).thenComparingLong(Manifest::first));
        return manifests;
    }

    private static Manifest readManifest(Path file) throws IOException {
        Manifest manifest = read(file, Manifest.class);
        if (!manifest.isNamed(file.getFileName().toString())) {
            throw new TransferException(file + ": says that it is " + manifest.name() + "; it was renamed or edited");
        }
        return manifest;
    }

    private static <T> T read(Path file, Class<T> type) throws IOException {
        try {
            int schema = JSON.readTree(file.toFile()).path("schema").asInt();
            if (schema > Manifest.SCHEMA) {
                throw new TransferException(file + ": has schema " + schema + ", and this version reads schema "
                        + Manifest.SCHEMA + "; use the version that wrote it");
            }
            return JSON.readValue(file.toFile(), type);
        } catch (TransferException e) {
            throw e;
        } catch (IOException e) {
            throw new TransferException(
                    file + ": is damaged: " + TransferException.oneLine(e) + "; begin in another folder", e);
        }
    }

    /** Makes a batch valid; its files are there by now. */
    public void commit(Manifest manifest) throws IOException {
        Durable.write(root.resolve(DOCUMENTS).resolve(manifest.name()), JSON.writeValueAsBytes(manifest));
    }

    /** Deletes what an earlier transfer left unfinished: files that no manifest names. */
    public void clean() throws IOException {
        Path discarded = root.resolve(DOCUMENTS).resolve(DISCARDED);
        if (Files.exists(discarded)) {
            for (Manifest manifest : manifests()) {
                Files.delete(root.resolve(DOCUMENTS).resolve(manifest.name()));
            }
            Durable.sync(root.resolve(DOCUMENTS));
        }
        FolderFiles.deleteOrphans(root, manifests());
        Files.deleteIfExists(discarded);
    }

    /** Forgets everything that was transferred; a kill in between is made up for by {@link #clean}. */
    public void discard() throws IOException {
        Path documents = root.resolve(DOCUMENTS);
        if (document().isPresent()) {
            Durable.move(documents.resolve(DOCUMENT), documents.resolve(DISCARDED));
            Durable.sync(documents);
        }
        clean();
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
