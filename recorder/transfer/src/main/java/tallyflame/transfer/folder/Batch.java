package tallyflame.transfer.folder;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.SchemaNormalization;
import tallyflame.transfer.avro.AvroColumns;

/**
 * Alerts of neighbouring offsets of one partition, on their way into files. Memory: the alerts that were added since the
 * last {@link #flush}, and the columns of one row group. Files have temporary names until the batch is finished; closing an
 * unfinished batch deletes them.
 */
public final class Batch implements Closeable {
    private final TransferFolder folder;
    private final TransferDocument document;
    private final int partition;
    private final long first;
    private final Map<Target, List<byte[]>> buffered = new LinkedHashMap<>();
    private final Map<Target, OpenFile> open = new LinkedHashMap<>();
    private final List<OffsetRange> missing = new ArrayList<>();
    private final List<Manifest.Rejected> rejected = new ArrayList<>();
    private final Map<Long, byte[]> rejectedBytes = new LinkedHashMap<>();
    private long bufferedBytes;
    private long rows;
    private int rowGroups;

    /** Which file an alert goes to: by schema, and by the folder below the top one. */
    private record Target(AvroColumns columns, String folder) {}

    private static final class OpenFile {
        private final Path unfinished;
        private final AlertWriter writer;
        private long rows;

        OpenFile(Path unfinished, AlertWriter writer) {
            this.unfinished = unfinished;
            this.writer = writer;
        }
    }

    /** Begins a batch at an offset. */
    public Batch(TransferFolder folder, TransferDocument document, int partition, long first) {
        this.folder = folder;
        this.document = document;
        this.partition = partition;
        this.first = first;
    }

    /** First offset of the batch. */
    public long first() {
        return first;
    }

    /** How many alerts were added. */
    public long rows() {
        return rows;
    }

    /** How many records were rejected. */
    public int rejected() {
        return rejected.size();
    }

    /** Size of the alerts in memory, in the topic's encoding. */
    public long bufferedBytes() {
        return bufferedBytes;
    }

    /** How many row groups were written: each costs some memory until its file is complete. */
    public int rowGroups() {
        return rowGroups;
    }

    /**
     * Adds an alert.
     *
     * @param columns its schema, which it was checked against
     * @param below folder below the top one; empty: none
     */
    public void add(AvroColumns columns, String below, byte[] alert) {
        buffered.computeIfAbsent(new Target(columns, below), target -> new ArrayList<>())
                .add(alert);
        bufferedBytes += alert.length;
        rows++;
    }

    /** Adds a record that cannot be decoded. */
    public void reject(long offset, byte[] record, String reason) {
        rejected.add(new Manifest.Rejected(offset, reason));
        rejectedBytes.put(offset, record);
        bufferedBytes += record.length;
    }

    /** Notes offsets that the topic does not hold. */
    public void miss(OffsetRange range) {
        missing.add(range);
    }

    /** Writes what is in memory to temporary files. */
    public void flush() throws IOException {
        for (Map.Entry<Target, List<byte[]>> alerts : buffered.entrySet()) {
            OpenFile file = open.get(alerts.getKey());
            if (file == null) {
                file = create(alerts.getKey());
                open.put(alerts.getKey(), file);
            }
            file.writer.write(alerts.getValue());
            file.rows += alerts.getValue().size();
            rowGroups++;
        }
        buffered.clear();
        flushRejected();
        bufferedBytes = 0;
    }

    private OpenFile create(Target target) throws IOException {
        Path parent = Files.createDirectories(folder.root().resolve(target.folder()));
        Path unfinished = parent.resolve(".transfer-" + partition + "-" + first + "-" + open.size() + ".tmp");
        return new OpenFile(unfinished, AlertWriter.create(document.format(), unfinished, target.columns()));
    }

    private void flushRejected() throws IOException {
        if (rejectedBytes.isEmpty()) {
            return;
        }
        Path parent = Files.createDirectories(folder.root().resolve(TransferFolder.REJECTED));
        for (Manifest.Rejected record : rejected) {
            byte[] bytes = rejectedBytes.get(record.offset());
            if (bytes != null) {
                List<String> names = FolderFiles.rejectedNames(partition, record.offset());
                writeSynced(parent.resolve(names.get(0)), bytes);
                String text = document.topic() + ", partition " + partition + ", offset " + record.offset() + ": "
                        + record.reason() + "\n";
                writeSynced(parent.resolve(names.get(1)), text.getBytes(StandardCharsets.UTF_8));
            }
        }
        rejectedBytes.clear();
    }

    /** Under its own name at once: without a manifest it does not count, and nobody reads it by mistake. */
    private static void writeSynced(Path file, byte[] content) throws IOException {
        Files.write(file, content);
        Durable.sync(file);
    }

    /** Completes the files, gives them their names, and makes them valid by a manifest, which is returned. */
    public Manifest finish(long last) throws IOException {
        flush();
        OffsetRange range = new OffsetRange(first, last);
        List<Manifest.DataFile> files = new ArrayList<>();
        Map<String, Integer> sameFolder = new HashMap<>();
        Set<Path> folders = new HashSet<>();
        for (Map.Entry<Target, OpenFile> entry : open.entrySet()) {
            String below = entry.getKey().folder();
            int number = sameFolder.merge(below, 1, Integer::sum) - 1;
            Path named = entry.getValue()
                    .unfinished
                    .resolveSibling(FolderFiles.dataName(range, partition, number, document.format()));
            files.add(complete(entry.getKey(), entry.getValue(), named));
            addWithParents(folders, named.getParent());
        }
        if (!rejected.isEmpty()) {
            addWithParents(folders, folder.root().resolve(TransferFolder.REJECTED));
        }
        for (Path changed : folders) {
            Durable.sync(changed);
        }
        open.clear();
        Manifest manifest = new Manifest(
                Manifest.SCHEMA,
                document.topic(),
                document.topicId(),
                partition,
                first,
                last,
                List.copyOf(files),
                List.copyOf(missing),
                List.copyOf(rejected));
        folder.commit(manifest);
        return manifest;
    }

    private Manifest.DataFile complete(Target target, OpenFile file, Path named) throws IOException {
        file.writer.close();
        Durable.sync(file.unfinished);
        Durable.move(file.unfinished, named);
        return new Manifest.DataFile(
                FolderFiles.relative(folder.root(), named),
                file.rows,
                Files.size(named),
                String.format(
                        "%016x",
                        SchemaNormalization.parsingFingerprint64(
                                target.columns().avro())));
    }

    private void addWithParents(Set<Path> folders, Path changed) {
        for (Path path = changed; !path.equals(folder.root()); path = path.getParent()) {
            folders.add(path);
        }
        folders.add(folder.root());
    }

    @Override
    public void close() {
        open.values().forEach(Batch::abandon);
        open.clear();
    }

    /** What goes wrong here has gone wrong before, and has been said; a file that stays is deleted at the next start. */
    private static void abandon(OpenFile file) {
        try {
            Files.deleteIfExists(file.unfinished);
            file.writer.close();
        } catch (IOException | RuntimeException full) {
            return;
        }
    }
}
