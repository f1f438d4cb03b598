package tallyflame.transfer.consume;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import tallyflame.transfer.TransferException;
import tallyflame.transfer.broker.Connection;
import tallyflame.transfer.folder.Batch;
import tallyflame.transfer.folder.Manifest;
import tallyflame.transfer.folder.OffsetRange;

/**
 * Reads one partition after the other into batches. Used by one thread.
 *
 * <p>Partitions are assigned by us, not by the group: nobody can be thrown out of it, and no two read the same. What is
 * committed at the broker only tells others how far we are, after the manifest has told us.
 */
final class PartitionReader implements Closeable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int MOST_RECORDS = 1000;

    /** Row groups of a batch: each costs memory until the batch is finished. */
    private static final int MOST_ROW_GROUPS = 32;

    private final Session session;
    private final AlertDecoder decoder;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private TopicPartition partition;
    private Batch batch;
    private long next;

    PartitionReader(Session session) {
        this.session = session;
        decoder = new AlertDecoder(session.connection(), session.options(), session.schemas());
        consumer = consumer(session.connection(), session.memory());
    }

    private static KafkaConsumer<byte[], byte[]> consumer(Connection connection, int memory) {
        Map<String, Object> settings = connection.client();
        if (connection.groupId() != null) {
            settings.put("group.id", connection.groupId());
        }
        settings.put("enable.auto.commit", false);
        settings.put("auto.offset.reset", "none");
        settings.put("isolation.level", "read_committed");
        settings.put("fetch.max.bytes", memory);
        settings.put("max.partition.fetch.bytes", memory);
        settings.put("max.poll.records", MOST_RECORDS);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Reads one partition to its end, or until nothing more is to be taken. */
    void read(Start.Task task) throws IOException {
        partition = new TopicPartition(session.options().topic(), task.partition());
        next = task.next();
        try (Batch unfinished = newBatch()) {
            batch = unfinished;
            consumer.assign(List.of(partition));
            consumer.seek(partition, next);
            readTo(task.end());
            if (next > batch.first()) {
                finish();
            }
        } catch (OffsetOutOfRangeException e) {
            long begin = session.topic().begins().get(task.partition());
            throw new TransferException(
                    "topic " + partition.topic() + ", partition " + task.partition() + ": " + Start.gone(next, begin),
                    e);
        } catch (KafkaException e) {
            throw session.connection().failure(partition.topic(), e);
        } finally {
            batch.close();
        }
    }

    private Batch newBatch() {
        return new Batch(session.folder(), session.document(), partition.partition(), next);
    }

    private void readTo(long end) throws IOException {
        long patience = Duration.ofSeconds(session.connection().timeout()).toNanos();
        long lastNews = System.nanoTime();
        boolean more = true;
        while (more && next < end && !session.hasFailed()) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            long before = next;
            more = take(records, end);
            if (more) {
                skipTo(Math.min(end, consumer.position(partition)));
            }
            if (next > before) {
                lastNews = System.nanoTime();
            } else if (more && System.nanoTime() - lastNews > patience) {
                throw silent(end);
            }
        }
    }

    private TransferException silent(long end) {
        return new TransferException("topic " + partition.topic() + ", partition " + partition.partition()
                + ": nothing from the broker for " + session.connection().timeout() + " s, and "
                + new OffsetRange(next, end - 1) + " to come; start again to go on, or wait longer by --maxtimeout");
    }

    /** Whether more may be taken after these. */
    private boolean take(ConsumerRecords<byte[], byte[]> records, long end) throws IOException {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (record.offset() >= end || session.hasFailed() || !session.take()) {
                return false;
            }
            skipTo(record.offset());
            decoder.decode(record, batch);
            next = record.offset() + 1;
            if (batch.rows() + batch.rejected() >= session.options().batchSize()) {
                finish();
            } else if (batch.bufferedBytes() >= session.memory()) {
                flush();
            }
        }
        return true;
    }

    /** Notes that the topic does not hold the offsets up to one. */
    private void skipTo(long offset) {
        if (offset > next) {
            batch.miss(new OffsetRange(next, offset - 1));
            next = offset;
        }
    }

    private void flush() throws IOException {
        batch.flush();
        if (batch.rowGroups() >= MOST_ROW_GROUPS) {
            finish();
        }
    }

    /**
     * Makes the batch valid, then commits its end. An id that has changed by now says that some of its records may be those of
     * another topic, and it is given up.
     */
    private void finish() throws IOException {
        String topicId = session.topic().id();
        if (!topicId.equals(session.document().topicId())) {
            throw new TransferException("topic " + partition.topic() + ": was deleted and made anew during the transfer"
                    + " (its id was " + session.document().topicId() + " and is " + topicId
                    + "); name another folder, or --restart-from-beginning");
        }
        Manifest manifest = batch.finish(next - 1);
        session.finished(manifest);
        commit();
        batch = newBatch();
    }

    private void commit() {
        if (session.connection().groupId() == null) {
            return;
        }
        try {
            consumer.commitSync(Map.of(partition, new OffsetAndMetadata(next)));
        } catch (KafkaException e) {
            session.commitFailed(e);
        }
    }

    @Override
    public void close() {
        consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(1)));
    }
}
