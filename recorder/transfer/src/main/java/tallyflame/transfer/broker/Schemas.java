package tallyflame.transfer.broker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import tallyflame.transfer.TransferException;

/**
 * The schemas that alerts of a topic have had. They are the keys of the messages of a topic of their own,
 * {@code TOPIC_schema}; the messages' times say from when on a schema holds.
 *
 * @param all in the order of the times; a schema that was only repeated counts once
 */
public record Schemas(List<Dated> all) {
    private static final String SUFFIX = "_schema";
    private static final Duration POLL = Duration.ofMillis(200);

    /**
     * A schema and its beginning.
     *
     * @param since milliseconds since 1970
     */
    public record Dated(long since, Schema schema) {}

    /** Name of the topic that holds the schemas of another. */
    public static String topic(String alerts) {
        return alerts + SUFFIX;
    }

    /**
     * Reads all schemas that are there now.
     *
     * @throws TransferException when there is none, or one that Avro does not take
     */
    public static Schemas read(Connection connection, String alerts) throws IOException {
        String name = topic(alerts);
        List<Dated> found = new ArrayList<>();
        try (Topic topic = Topic.of(connection, name);
                KafkaConsumer<byte[], byte[]> consumer = consumer(connection)) {
            Map<TopicPartition, Long> ends = new HashMap<>();
            topic.ends().forEach((partition, end) -> ends.put(new TopicPartition(name, partition), end));
            consumer.assign(ends.keySet());
            consumer.seekToBeginning(ends.keySet());
            long deadline =
                    System.nanoTime() + Duration.ofSeconds(connection.timeout()).toNanos();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
                    found.add(schema(name, message));
                }
                if (System.nanoTime() > deadline) {
                    throw new TransferException("topic " + name + ": no answer from the broker within "
                            + connection.timeout() + " s; wait longer by --maxtimeout");
                }
            }
        } catch (KafkaException e) {
            throw connection.failure(name, e);
        }
        if (found.isEmpty()) {
            throw new TransferException("topic " + name + ": is empty, so alerts cannot be decoded; wait until the job"
                    + " that fills " + alerts + " has begun");
        }
        return new Schemas(distinct(found));
    }

    private static KafkaConsumer<byte[], byte[]> consumer(Connection connection) {
        Map<String, Object> settings = connection.client();
        settings.put("auto.offset.reset", "earliest");
        settings.put("enable.auto.commit", false);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static Dated schema(String topic, ConsumerRecord<byte[], byte[]> message) throws IOException {
        if (message.key() == null) {
            throw new TransferException(
                    "topic " + topic + ": message " + message.offset() + " has no key, which should be the schema");
        }
        try {
            String json = new String(message.key(), StandardCharsets.UTF_8);
            return new Dated(message.timestamp(), new Schema.Parser(NameValidator.NO_VALIDATION).parse(json));
        } catch (AvroRuntimeException e) {
            throw new TransferException(
                    "topic " + topic + ": the key of message " + message.offset() + " is not an Avro schema: "
                            + TransferException.oneLine(e),
                    e);
        }
    }

    private static List<Dated> distinct(List<Dated> found) {
        found.sort((a, b) -> Long.compare(a.since(), b.since()));
        List<Dated> changes = new ArrayList<>();
        for (Dated next : found) {
            if (changes.isEmpty() || !changes.get(changes.size() - 1).schema().equals(next.schema())) {
                changes.add(next);
            }
        }
        return List.copyOf(changes);
    }

    /**
     * The schema that an alert of a time has: the newest that is not younger than it; for alerts before all schemas, the
     * first.
     *
     * @return index into {@link #all}
     */
    public int at(long time) {
        int index = 0;
        for (int next = 1; next < all.size() && all.get(next).since() <= time; next++) {
            index = next;
        }
        return index;
    }

    /** The newest schema. */
    public Schema newest() {
        return all.get(all.size() - 1).schema();
    }
}
