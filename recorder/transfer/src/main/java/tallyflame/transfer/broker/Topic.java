package tallyflame.transfer.broker;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** What the broker says about a topic. Safe for several threads. */
public final class Topic implements Closeable {
    private final Connection connection;
    private final String name;
    private final Admin admin;

    private Topic(Connection connection, String name, Admin admin) {
        this.connection = connection;
        this.name = name;
        this.admin = admin;
    }

    /** Prepares to ask; nothing is asked yet. */
    public static Topic of(Connection connection, String name) throws IOException {
        try {
            return new Topic(connection, name, Admin.create(connection.client()));
        } catch (KafkaException e) {
            throw connection.failure(name, e);
        }
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** What tells this topic from another one that was made under its name after it was deleted. */
    public String id() throws IOException {
        return description().topicId().toString();
    }

    /** Its partitions, in order. */
    public List<TopicPartition> partitions() throws IOException {
        List<TopicPartition> partitions = new ArrayList<>();
        description().partitions().forEach(info -> partitions.add(new TopicPartition(name, info.partition())));
        return partitions;
    }

    private TopicDescription description() throws IOException {
        return ask(broker ->
                        broker.describeTopics(List.of(name)).allTopicNames().get())
                .get(name);
    }

    /** Offsets at which the log of each partition begins. */
    public SortedMap<Integer, Long> begins() throws IOException {
        return offsets(OffsetSpec.earliest());
    }

    /** Offsets at which each partition ends: that of the next record. Transactions that are open lie beyond. */
    public SortedMap<Integer, Long> ends() throws IOException {
        return offsets(OffsetSpec.latest());
    }

    private SortedMap<Integer, Long> offsets(OffsetSpec which) throws IOException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions().forEach(partition -> asked.put(partition, which));
        Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> answer =
                ask(broker -> broker.listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                        .all()
                        .get());
        SortedMap<Integer, Long> offsets = new TreeMap<>();
        answer.forEach((partition, info) -> offsets.put(partition.partition(), info.offset()));
        return offsets;
    }

    /** Offsets that were committed for the group, of partitions that have any. */
    public SortedMap<Integer, Long> committed() throws IOException {
        SortedMap<Integer, Long> offsets = new TreeMap<>();
        if (connection.groupId() == null) {
            return offsets;
        }
        Map<TopicPartition, OffsetAndMetadata> answer =
                ask(broker -> broker.listConsumerGroupOffsets(connection.groupId())
                        .partitionsToOffsetAndMetadata()
                        .get());
        answer.forEach((partition, offset) -> {
            if (partition.topic().equals(name) && offset != null) {
                offsets.put(partition.partition(), offset.offset());
            }
        });
        return offsets;
    }

    /** A question to the broker. */
    private interface Question<T> {
        T ask(Admin admin) throws ExecutionException, InterruptedException;
    }

    private <T> T ask(Question<T> question) throws IOException {
        try {
            return question.ask(admin);
        } catch (ExecutionException e) {
            throw connection.failure(name, e.getCause());
        } catch (KafkaException e) {
            throw connection.failure(name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted; start again to go on", e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
