package tallyflame.transfer.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tallyflame.transfer.TestAlerts.LATER;
import static tallyflame.transfer.TestAlerts.SCHEMA;
import static tallyflame.transfer.TestAlerts.alerts;
import static tallyflame.transfer.consume.Rehearsal.candids;
import static tallyflame.transfer.consume.Rehearsal.each;
import static tallyflame.transfer.consume.Rehearsal.problems;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import tallyflame.modules.alerts.AlertSource;
import tallyflame.modules.generate.AlertGenerator;
import tallyflame.parquet.ParquetFile;
import tallyflame.transfer.TestAlerts;
import tallyflame.transfer.avro.RowReader;
import tallyflame.transfer.folder.Partitioning;
import tallyflame.transfer.publish.AlertPublisher;

/** Transfers from a real broker. Every alert has a number of its own; DuckDB says which are there. */
class TransferIT extends TransferFixture {
    @Test
    void everyAlertOfUnevenPartitionsIsThereOnce() throws Exception {
        Rehearsal rehearsal = rehearsal(4)
                .alerts(1, 1, alerts(SCHEMA, 0, 1))
                .alerts(2, 1, alerts(SCHEMA, 1, 299))
                .alerts(3, 1, alerts(SCHEMA, 300, 1000));
        TransferResult first = transfer();
        assertThat(first.records()).isEqualTo(1300);
        assertThat(first.partitions())
                .extracting(TransferResult.PartitionResult::next)
                .containsExactly(0L, 1L, 299L, 1000L);
        assertThat(candids(out)).isEqualTo(each(1300));
        assertThat(problems(out)).isEmpty();
        broker.administer(admin -> assertThat(admin.listConsumerGroupOffsets(topic)
                        .partitionsToOffsetAndMetadata()
                        .get()
                        .get(new TopicPartition(topic, 3))
                        .offset())
                .isEqualTo(1000));
        assertThat(transfer().records()).isZero();
        rehearsal.alerts(0, 1, alerts(SCHEMA, 1300, 50));
        assertThat(transfer().records()).isEqualTo(50);
        assertThat(candids(out)).isEqualTo(each(1350));
        assertThat(problems(out)).isEmpty();
    }

    @Test
    void anEmptyTopicIsAnEmptyFolderAndOneThatDoesNotExistIsNone() throws Exception {
        broker.createTopic(topic, 2, Map.of());
        assertThat(transfer().partitions())
                .containsExactly(
                        new TransferResult.PartitionResult(0, 0, 0, 0, 0, 0, 0),
                        new TransferResult.PartitionResult(1, 0, 0, 0, 0, 0, 0));
        assertThat(problems(out)).isEmpty();
        Path none = folder.resolve("none");
        assertThatThrownBy(() -> transfer(TransferOptions.all("no-such-topic", none)))
                .hasMessageContaining("topic no-such-topic: does not exist at " + broker.servers())
                .message()
                .hasLineCount(1);
        assertThat(none).doesNotExist();
    }

    /** Aborted transactions, and the marks at their ends, are offsets that hold no alert. */
    @Test
    void offsetsThatTheTopicDoesNotHoldAreAccountedFor() throws Exception {
        Rehearsal rehearsal = rehearsal(1);
        try (KafkaProducer<byte[], byte[]> producer = rehearsal.producer(Map.of("transactional.id", topic))) {
            producer.initTransactions();
            for (int transaction = 0; transaction < 4; transaction++) {
                boolean aborted = transaction % 2 == 1;
                producer.beginTransaction();
                for (GenericRecord alert : alerts(SCHEMA, aborted ? 1000 : 5 * transaction, 10)) {
                    producer.send(new ProducerRecord<>(topic, 0, 1L, null, TestAlerts.encode(alert)))
                            .get();
                }
                producer.flush();
                if (aborted) {
                    producer.abortTransaction();
                } else {
                    producer.commitTransaction();
                }
            }
        }
        TransferResult result = transfer();
        assertThat(result.partitions()).containsExactly(new TransferResult.PartitionResult(0, 0, 44, 20, 0, 24, 0));
        assertThat(candids(out)).isEqualTo(each(20));
        assertThat(problems(out)).isEmpty();
    }

    /** Of records with the same key, compaction keeps the last. */
    @Test
    void aCompactedTopicHasHoles() throws Exception {
        broker.createTopic(
                topic,
                1,
                Map.of("cleanup.policy", "compact", "segment.ms", "100", "min.cleanable.dirty.ratio", "0.001"));
        broker.createTopic(topic + "_schema", 1, Map.of());
        Rehearsal rehearsal = new Rehearsal(broker, topic).schema(0, SCHEMA);
        try (KafkaProducer<byte[], byte[]> producer = rehearsal.producer(Map.of())) {
            for (GenericRecord alert : alerts(SCHEMA, 0, 200)) {
                byte[] key = {(byte) ((long) alert.get("candid") % 10)};
                producer.send(new ProducerRecord<>(topic, 0, null, key, TestAlerts.encode(alert)))
                        .get();
            }
        }
        long held = awaitCompaction(rehearsal);
        TransferResult.PartitionResult result = transfer().partitions().get(0);
        assertThat(result.rows()).isBetween(10L, held);
        assertThat(result.rows() + result.missing()).isEqualTo(result.next());
        assertThat(candids(out)[1]).isEqualTo(result.rows());
        assertThat(problems(out)).isEmpty();
    }

    /** Writes on until the broker has thrown something away; how many records are left. */
    private long awaitCompaction(Rehearsal rehearsal) throws Exception {
        TopicPartition partition = new TopicPartition(topic, 0);
        Map<String, Object> settings = broker.connection().client();
        settings.put("auto.offset.reset", "earliest");
        try (KafkaProducer<byte[], byte[]> producer = rehearsal.producer(Map.of());
                KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            for (long candid = 200; ; candid++) {
                byte[] value = TestAlerts.encode(TestAlerts.alert(SCHEMA, candid));
                long end = producer.send(new ProducerRecord<>(topic, 0, null, new byte[] {11}, value))
                                .get()
                                .offset()
                        + 1;
                consumer.seekToBeginning(List.of(partition));
                long held = 0;
                while (consumer.position(partition) < end) {
                    held += consumer.poll(Duration.ofMillis(100)).count();
                }
                if (held < end) {
                    return held;
                }
            }
        }
    }

    @Test
    void aSchemaThatChangesIsFollowedByOffset() throws Exception {
        rehearsal(1).alerts(0, 10, alerts(SCHEMA, 0, 30)).schema(20, LATER).alerts(0, 30, alerts(LATER, 30, 20));
        transfer();
        assertThat(candids(out)).isEqualTo(each(50));
        assertThat(problems(out)).isEmpty();
        try (AlertSource later = AlertSource.open(out.resolve("transfer-0-0-49-1.parquet"), List.of("drb"), 100, -1)) {
            assertThat(later.rows()).isEqualTo(20);
            assertThat(later.next().numbers("drb").values()[0]).isEqualTo(3.0);
        }
    }

    @Test
    void whatCannotBeDecodedIsKeptAndTheTransferGoesOn() throws Exception {
        byte[] garbage = {-1, -1, -1};
        rehearsal(1).alerts(0, 1, alerts(SCHEMA, 0, 5)).bytes(0, garbage).alerts(0, 1, alerts(SCHEMA, 5, 5));
        assertThat(transfer().rejected()).isEqualTo(1);
        assertThat(candids(out)).isEqualTo(each(10));
        assertThat(out.resolve("rejected/0-5.bin")).hasBinaryContent(garbage);
        assertThat(Files.readString(out.resolve("rejected/0-5.txt")))
                .startsWith(topic + ", partition 0, offset 5: ")
                .hasLineCount(1);
        assertThat(problems(out)).isEmpty();
    }

    @Test
    void aLimitIsKeptExactlyByAllConsumersTogether() throws Exception {
        Rehearsal rehearsal = rehearsal(4);
        for (int partition = 0; partition < 4; partition++) {
            rehearsal.alerts(partition, 1, alerts(SCHEMA, 50L * partition, 50));
        }
        assertThat(transfer(limited(3)).records()).isEqualTo(3);
        assertThat(transfer(limited(100)).records()).isEqualTo(100);
        assertThat(candids(out)[1]).isEqualTo(103);
        assertThat(transfer().records()).isEqualTo(97);
        assertThat(candids(out)).isEqualTo(each(200));
        assertThat(problems(out)).isEmpty();
    }

    @Test
    void classesAndDaysAreFolders() throws Exception {
        rehearsal(1).alerts(0, 1, alerts(SCHEMA, 0, 200));
        transfer(TransferOptions.all(topic, out).by(Partitioning.FINKCLASS));
        assertThat(out.resolve("finkclass=Solar%20System%20MPC")).isDirectory();
        assertThat(candids(out)).isEqualTo(each(200));
        try (AlertSource source = AlertSource.open(out, List.of("finkclass"), 1000, -1)) {
            assertThat(source.rows()).isEqualTo(200);
            assertThat(source.next().texts("finkclass").values()).containsOnly("SN candidate");
        }
        Path days = folder.resolve("days");
        transfer(TransferOptions.all(topic, days).by(Partitioning.TIME));
        // The group has everything by now: a new folder begins at its end.
        assertThat(problems(days)).isEmpty();
        assertThatThrownBy(() -> transfer(TransferOptions.all(topic, out).by(Partitioning.TIME)))
                .hasMessageContaining("was begun with --outformat parquet and --partitionby finkclass");
        assertThatThrownBy(() -> new Transfer(
                                broker.connection(),
                                TransferOptions.all(topic, folder.resolve("none"))
                                        .by(Partitioning.CLASS_ID),
                                TransferListener.SILENT)
                        .run())
                .hasMessageContaining("no field for --partitionby classId");
    }

    @Test
    void anAlertOfFiveMegabytesPassesThrough() throws Exception {
        byte[] stamp = new byte[5_000_000];
        new Random(3).nextBytes(stamp);
        rehearsal(1).alerts(0, 1, List.of(TestAlerts.alert(SCHEMA, 0, stamp), TestAlerts.alert(SCHEMA, 1)));
        transfer();
        try (AlertSource source = AlertSource.open(out, List.of("stamp"), 10, -1)) {
            assertThat(source.next().bytes("stamp").values()[0]).isEqualTo(stamp);
        }
    }

    @Test
    void publishedAlertsComeBackAsTheyWere() throws Exception {
        Path alerts = AlertGenerator.write(folder.resolve("generated"), 60, 1).get(0);
        try (AlertPublisher publisher = AlertPublisher.open(broker.connection(), topic, 1)) {
            assertThat(publisher.publish(alerts)).isEqualTo(60);
        }
        transfer();
        try (ParquetFile before = ParquetFile.open(alerts);
                ParquetFile after = ParquetFile.open(out.resolve("transfer-0-0-59.parquet"))) {
            RowReader expected = RowReader.of(before);
            RowReader actual = RowReader.of(after);
            for (GenericRecord row = expected.next(); row != null; row = expected.next()) {
                assertThat(actual.next().equals(row))
                        .as("%s", row.get("candid"))
                        .isTrue();
            }
            assertThat(actual.next()).isNull();
        }
    }
}
