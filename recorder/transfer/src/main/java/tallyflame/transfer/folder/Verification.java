package tallyflame.transfer.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import tallyflame.parquet.ParquetFile;
import tallyflame.transfer.TransferException;

/**
 * Whether a folder holds every offset once: the manifests follow each other without gap and overlap, each accounts for all of
 * its offsets, its files are there with as many rows as it says, and no other file is. Needs no broker.
 *
 * @param topic that the folder holds
 * @param partitions in order
 * @param problems one line each; none: the proof holds
 */
public record Verification(String topic, List<PartitionState> partitions, List<String> problems) {
    /**
     * What the manifests say about a partition.
     *
     * @param first first offset
     * @param last last offset
     * @param batches how many manifests
     * @param rows alerts
     * @param rejected records that could not be decoded
     * @param missing offsets that the topic does not hold
     */
    public record PartitionState(
            int partition, long first, long last, long batches, long rows, long rejected, long missing) {
        private PartitionState plus(Manifest manifest) {
            return new PartitionState(
                    partition,
                    first,
                    Math.max(last, manifest.last()),
                    batches + 1,
                    rows + manifest.rows(),
                    rejected + manifest.rejected().size(),
                    missing + manifest.missingOffsets());
        }
    }

    /**
     * Checks a folder.
     *
     * @throws TransferException when no transfer wrote it, or its documents cannot be read
     */
    public static Verification of(Path root) throws IOException {
        Optional<TransferDocument> document = TransferFolder.document(root);
        if (document.isEmpty()) {
            throw new TransferException(root + ": no transfer wrote this folder (there is no "
                    + TransferFolder.DOCUMENTS + "/transfer.json)");
        }
        List<Manifest> manifests = TransferFolder.manifests(root);
        List<String> problems = new ArrayList<>();
        SortedMap<Integer, PartitionState> states = new TreeMap<>();
        document.get()
                .begins()
                .forEach((partition, begin) ->
                        states.put(partition, new PartitionState(partition, begin, begin - 1, 0, 0, 0, 0)));
        for (Manifest manifest : manifests) {
            checkPlace(document.get(), manifest, states, problems);
            checkSum(manifest, problems);
            checkFiles(root, manifest, problems);
        }
        checkOthers(root, manifests, problems);
        return new Verification(document.get().topic(), List.copyOf(states.values()), List.copyOf(problems));
    }

    private static void checkPlace(
            TransferDocument document, Manifest manifest, Map<Integer, PartitionState> states, List<String> problems) {
        PartitionState before = states.get(manifest.partition());
        String where = "partition " + manifest.partition() + ": ";
        if (before == null) {
            problems.add(where + "is not in the list of partitions, but has manifest " + manifest.name());
            before = new PartitionState(manifest.partition(), manifest.first(), manifest.first() - 1, 0, 0, 0, 0);
        }
        if (!manifest.topicId().equals(document.topicId())) {
            problems.add(where + "manifest " + manifest.name() + " is of another topic (" + manifest.topicId() + ")");
        }
        long expected = before.last() + 1;
        if (manifest.first() > expected) {
            problems.add(where + new OffsetRange(expected, manifest.first() - 1) + " are in no manifest");
        } else if (manifest.first() < expected) {
            long last = Math.min(manifest.last(), expected - 1);
            problems.add(where + new OffsetRange(manifest.first(), last) + " are in two manifests, the second is "
                    + manifest.name());
        }
        states.put(manifest.partition(), before.plus(manifest));
    }

    private static void checkSum(Manifest manifest, List<String> problems) {
        long sum = manifest.rows() + manifest.rejected().size() + manifest.missingOffsets();
        if (sum != manifest.range().size()) {
            problems.add("manifest " + manifest.name() + ": covers "
                    + manifest.range().size() + " offsets, but says what became of " + sum);
        }
    }

    private static void checkFiles(Path root, Manifest manifest, List<String> problems) {
        for (Manifest.DataFile file : manifest.files()) {
            Path path = root.resolve(file.path());
            String what = file.path() + ", " + manifest.range() + " of partition " + manifest.partition() + ": ";
            if (!Files.isRegularFile(path)) {
                problems.add(what + "is missing, with " + file.rows() + " alerts");
                continue;
            }
            try {
                long rows = rows(path);
                if (rows != file.rows()) {
                    problems.add(what + "has " + rows + " alerts, the manifest says " + file.rows());
                }
            } catch (IOException | RuntimeException e) {
                problems.add(what + "is damaged: " + TransferException.oneLine(e));
            }
        }
        for (Manifest.Rejected rejected : manifest.rejected()) {
            for (String name : FolderFiles.rejectedNames(manifest.partition(), rejected.offset())) {
                if (!Files.isRegularFile(root.resolve(TransferFolder.REJECTED).resolve(name))) {
                    problems.add(TransferFolder.REJECTED + "/" + name + ": is missing");
                }
            }
        }
    }

    /** Number of alerts as the file itself has it. */
    private static long rows(Path file) throws IOException {
        if (file.toString().endsWith(".avro")) {
            return avroRows(file);
        }
        try (ParquetFile parquet = ParquetFile.open(file)) {
            return parquet.rows();
        }
    }

    private static long avroRows(Path file) throws IOException {
        try (DataFileReader<Object> reader = new DataFileReader<>(file.toFile(), new GenericDatumReader<>())) {
            long rows = 0;
            while (reader.hasNext()) {
                rows += reader.getBlockCount();
                reader.nextBlock();
            }
            return rows;
        } catch (AvroRuntimeException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static void checkOthers(Path root, List<Manifest> manifests, List<String> problems) throws IOException {
        Set<String> named = FolderFiles.named(manifests);
        for (Path file : FolderFiles.alerts(root)) {
            if (!named.contains(FolderFiles.relative(root, file))) {
                problems.add(
                        FolderFiles.relative(root, file) + ": no manifest names it, so its alerts may be there twice;"
                                + " the next transfer deletes it if a killed one left it, else move it away");
            }
        }
    }
}
