package tallyflame.transfer.consume;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.avro.SchemaNormalization;
import org.apache.kafka.common.KafkaException;
import tallyflame.transfer.TransferException;
import tallyflame.transfer.broker.Connection;
import tallyflame.transfer.broker.Schemas;
import tallyflame.transfer.broker.Topic;
import tallyflame.transfer.folder.Manifest;
import tallyflame.transfer.folder.TransferFolder;

/**
 * A transfer of what a topic holds now into a folder, each offset once. It may be killed at any moment: the next one goes on
 * where the manifests end.
 */
public final class Transfer {
    private static final long PROGRESS_MILLIS = 200;

    private final Connection connection;
    private final TransferOptions options;
    private final TransferListener listener;

    /** Prepares a transfer. */
    public Transfer(Connection connection, TransferOptions options, TransferListener listener) {
        this.connection = connection;
        this.options = options;
        this.listener = listener;
    }

    /**
     * Transfers everything up to the ends that the partitions have now, or up to the limit.
     *
     * @throws TransferException when it cannot begin or go on; what the manifests name is valid in any case
     */
    public TransferResult run() throws IOException, InterruptedException {
        long begun = System.nanoTime();
        try (Topic topic = Topic.of(connection, options.topic())) {
            topic.id(); // a topic that does not exist leaves no folder
            try (TransferFolder folder = TransferFolder.open(options.outDir())) {
                Start start = Start.of(options, folder, topic);
                long records = start.tasks().isEmpty() ? 0 : read(topic, folder, start);
                double seconds = (System.nanoTime() - begun) / 1e9;
                return new TransferResult(
                        options.topic(),
                        start.document().topicId(),
                        records,
                        seconds,
                        partitions(topic, folder, start));
            }
        }
    }

    private long read(Topic topic, TransferFolder folder, Start start) throws IOException, InterruptedException {
        Schemas schemas = Schemas.read(connection, options.topic());
        for (Schemas.Dated dated : schemas.all()) {
            AlertDecoder.columns(dated.schema(), options);
        }
        if (options.dumpSchemas()) {
            dump(schemas);
        }
        int processors = Runtime.getRuntime().availableProcessors();
        int wanted = options.consumers() > 0 ? options.consumers() : processors;
        int readers = Math.min(wanted, start.tasks().size());
        Session session = new Session(connection, options, topic, folder, start.document(), schemas, listener, readers);
        read(session, start, readers);
        session.throwFailure();
        return session.taken();
    }

    private void read(Session session, Start start, int readers) throws InterruptedException {
        long total = Math.min(
                options.limit(),
                start.tasks().stream().mapToLong(Start.Task::size).sum());
        Queue<Start.Task> tasks = new ConcurrentLinkedQueue<>(start.tasks());
        ExecutorService threads = Executors.newFixedThreadPool(readers);
        for (int i = 0; i < readers; i++) {
            threads.execute(() -> read(session, tasks));
        }
        threads.shutdown();
        long begun = System.nanoTime();
        do {
            listener.progress(session.taken(), total, session.taken() * 1e9 / (System.nanoTime() - begun));
        } while (!threads.awaitTermination(PROGRESS_MILLIS, TimeUnit.MILLISECONDS));
        listener.progress(session.taken(), total, session.taken() * 1e9 / (System.nanoTime() - begun));
    }

    /** What one thread does. */
    private void read(Session session, Queue<Start.Task> tasks) {
        try (PartitionReader reader = new PartitionReader(session)) {
            for (Start.Task task = tasks.poll(); task != null && !session.hasFailed(); task = tasks.poll()) {
                reader.read(task);
            }
        } catch (KafkaException e) {
            session.fail(connection.failure(options.topic(), e));
        } catch (TransferException e) {
            session.fail(e);
        } catch (IOException e) {
            session.fail(new TransferException(unwritable(e), e));
        } catch (RuntimeException e) {
            session.fail(e);
        }
    }

    private String unwritable(IOException cause) {
        Object file = cause instanceof FileSystemException system ? system.getFile() : null;
        return (file == null ? options.outDir() : file) + ": cannot be written: " + TransferException.oneLine(cause)
                + "; what the manifests name is valid, start again to go on";
    }

    private void dump(Schemas schemas) throws IOException {
        Path folder =
                Files.createDirectories(options.outDir().resolve("_transfer").resolve("schemas"));
        for (Schemas.Dated dated : schemas.all()) {
            String name = String.format("%016x.avsc", SchemaNormalization.parsingFingerprint64(dated.schema()));
            Files.writeString(folder.resolve(name), dated.schema().toString());
        }
    }

    private List<TransferResult.PartitionResult> partitions(Topic topic, TransferFolder folder, Start start)
            throws IOException {
        SortedMap<Integer, long[]> sums = new TreeMap<>();
        for (Manifest manifest : folder.manifests()) {
            long[] sum = sums.computeIfAbsent(manifest.partition(), partition -> new long[3]);
            sum[0] += manifest.rows();
            sum[1] += manifest.rejected().size();
            sum[2] += manifest.missingOffsets();
        }
        SortedMap<Integer, Long> next = Start.next(folder, start.document());
        List<TransferResult.PartitionResult> results = new ArrayList<>();
        for (Map.Entry<Integer, Long> end : topic.ends().entrySet()) {
            int partition = end.getKey();
            long[] sum = sums.getOrDefault(partition, new long[3]);
            long first = start.document().begins().getOrDefault(partition, 0L);
            long after = next.getOrDefault(partition, first);
            results.add(new TransferResult.PartitionResult(
                    partition, first, after, sum[0], sum[1], sum[2], end.getValue() - after));
        }
        return results;
    }
}
