package tallyflame.transfer.consume;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import tallyflame.transfer.TestAlerts;
import tallyflame.transfer.broker.BrokerProcess;
import tallyflame.transfer.folder.Verification;

/**
 * A topic on a test's broker, filled by Kafka's own producer, and what became of it.
 *
 * @param broker that holds it
 * @param topic its name
 */
record Rehearsal(BrokerProcess broker, String topic) {
    private static final int LARGEST = 8 << 20;

    /** Makes the topic and that of its schemas. */
    static Rehearsal of(BrokerProcess broker, String topic, int partitions) {
        broker.createTopic(topic, partitions, Map.of("max.message.bytes", String.valueOf(LARGEST)));
        broker.createTopic(topic + "_schema", 1, Map.of());
        return new Rehearsal(broker, topic);
    }

    KafkaProducer<byte[], byte[]> producer(Map<String, Object> settings) {
        Map<String, Object> all = broker.connection().client();
        all.put("max.request.size", LARGEST);
        all.putAll(settings);
        return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Publishes a schema that holds from a time on. */
    Rehearsal schema(long since, Schema schema) {
        byte[] key = schema.toString().getBytes(StandardCharsets.UTF_8);
        return send(List.of(new ProducerRecord<>(topic + "_schema", 0, since, key, new byte[0])));
    }

    /** Publishes alerts of one time into a partition. */
    Rehearsal alerts(int partition, long time, List<GenericRecord> alerts) throws IOException {
        List<ProducerRecord<byte[], byte[]>> messages = new ArrayList<>();
        for (GenericRecord alert : alerts) {
            messages.add(new ProducerRecord<>(topic, partition, time, null, TestAlerts.encode(alert)));
        }
        return send(messages);
    }

    /** Publishes bytes that may be anything. */
    Rehearsal bytes(int partition, byte[] value) {
        return send(List.of(new ProducerRecord<>(topic, partition, 1L, null, value)));
    }

    private Rehearsal send(List<ProducerRecord<byte[], byte[]>> messages) {
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
            List<Future<RecordMetadata>> sent =
                    messages.stream().map(producer::send).toList();
            for (Future<RecordMetadata> message : sent) {
                message.get();
            }
            return this;
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Numbers of the alerts in a folder, as DuckDB reads them: how many, how many different, the sum. */
    static long[] candids(Path folder) throws SQLException {
        String query = "SELECT count(*), count(DISTINCT candid), sum(candid)::BIGINT FROM read_parquet('" + folder
                + "/**/*.parquet', hive_partitioning = false, union_by_name = true)";
        try (java.sql.Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return new long[] {row.getLong(1), row.getLong(2), row.getLong(3)};
        }
    }

    /** What {@link #candids} is for the numbers 0 to count - 1, each once. */
    static long[] each(long count) {
        return new long[] {count, count, count * (count - 1) / 2};
    }

    static List<String> problems(Path folder) throws IOException {
        return Verification.of(folder).problems();
    }
}
