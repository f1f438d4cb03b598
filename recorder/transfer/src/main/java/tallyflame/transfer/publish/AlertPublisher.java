package tallyflame.transfer.publish;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import tallyflame.transfer.TransferException;
import tallyflame.transfer.broker.Connection;
import tallyflame.transfer.broker.Schemas;
import tallyflame.transfer.folder.FolderFiles;

/**
 * Publishes alerts as the broker does: values in Avro without a schema, in turn to all partitions, and the schema as the key
 * of a message in a topic of its own. Used by one thread.
 */
public final class AlertPublisher implements Closeable {
    /** Larger than any alert; the broker's default of 1 MB is not. */
    private static final int LARGEST = 64 << 20;

    private final Connection connection;
    private final String topic;
    private final int partitions;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private BinaryEncoder encoder;
    private Schema schema;
    private GenericDatumWriter<GenericRecord> writer;
    private long newest;
    private long sent;

    private AlertPublisher(
            Connection connection, String topic, int partitions, KafkaProducer<byte[], byte[]> producer) {
        this.connection = connection;
        this.topic = topic;
        this.partitions = partitions;
        this.producer = producer;
    }

    /**
     * Connects to a broker, and makes the topics if they are not there.
     *
     * @param partitions of a topic that is made
     */
    public static AlertPublisher open(Connection connection, String topic, int partitions) throws IOException {
        Map<String, Object> settings = connection.client();
        settings.put("max.request.size", LARGEST);
        settings.put("linger.ms", 20);
        settings.put("batch.size", 1 << 18);
        settings.put("delivery.timeout.ms", connection.timeout() * 1000 + 1000);
        settings.put("max.block.ms", connection.timeout() * 1000);
        try (Admin admin = Admin.create(connection.client())) {
            create(admin, topic, partitions);
            create(admin, Schemas.topic(topic), 1);
            KafkaProducer<byte[], byte[]> producer =
                    new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
            return new AlertPublisher(
                    connection, topic, producer.partitionsFor(topic).size(), producer);
        } catch (ExecutionException e) {
            throw connection.failure(topic, e.getCause());
        } catch (KafkaException e) {
            throw connection.failure(topic, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static void create(Admin admin, String name, int partitions)
            throws ExecutionException, InterruptedException {
        NewTopic made = new NewTopic(name, Optional.of(partitions), Optional.empty())
                .configs(Map.of("max.message.bytes", String.valueOf(LARGEST)));
        try {
            admin.createTopics(List.of(made)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    /**
     * Publishes the alerts of a file, or of all files below a folder, in the order of their names.
     *
     * @return how many
     * @throws TransferException when there are none, or they cannot be read
     */
    public long publish(Path fileOrFolder) throws IOException {
        List<Path> files = Files.isDirectory(fileOrFolder) ? FolderFiles.alerts(fileOrFolder) : List.of(fileOrFolder);
        if (files.isEmpty()) {
            throw new TransferException(fileOrFolder + ": no alerts (.parquet, .avro) in this folder or below");
        }
        long before = sent;
        for (Path file : files) {
            try (AlertReader alerts = AlertReader.open(file)) {
                begin(alerts.schema());
                for (GenericRecord alert = alerts.next(); alert != null; alert = alerts.next()) {
                    send(alert);
                }
            } catch (RuntimeException e) {
                throw new TransferException(file + ": cannot be published: " + TransferException.oneLine(e), e);
            }
        }
        flush();
        return sent - before;
    }

    /** Publishes the schema of the alerts that follow, unless it is that of those before. It is younger than those. */
    public void begin(Schema next) throws IOException {
        if (next.equals(schema)) {
            return;
        }
        flush();
        schema = next;
        writer = new GenericDatumWriter<>(schema);
        newest = Math.max(System.currentTimeMillis(), newest + 1);
        byte[] key = schema.toString().getBytes(StandardCharsets.UTF_8);
        send(new ProducerRecord<>(Schemas.topic(topic), 0, newest, key, new byte[0]));
        flush();
    }

    /** Publishes an alert of the schema that was begun. */
    public void send(GenericRecord alert) throws IOException {
        bytes.reset();
        encoder = EncoderFactory.get().directBinaryEncoder(bytes, encoder);
        writer.write(alert, encoder);
        newest = Math.max(System.currentTimeMillis(), newest);
        send(new ProducerRecord<>(topic, (int) (sent++ % partitions), newest, null, bytes.toByteArray()));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears what becomes of it
    private void send(ProducerRecord<byte[], byte[]> message) throws IOException {
        try {
            producer.send(message, (metadata, thrown) -> failure.compareAndSet(null, thrown));
        } catch (KafkaException e) {
            throw connection.failure(topic, e);
        }
        throwFailure();
    }

    /** Waits until the broker has everything. */
    public void flush() throws IOException {
        producer.flush();
        throwFailure();
    }

    private void throwFailure() throws IOException {
        if (failure.get() != null) {
            throw connection.failure(topic, failure.get());
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
    }
}
