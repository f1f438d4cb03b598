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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.modules.alerts.AlertSource;
import tallyflame.modules.generate.AlertGenerator;
import tallyflame.parquet.ParquetFile;
import tallyflame.transfer.TestAlerts;
import tallyflame.transfer.avro.RowReader;
import tallyflame.transfer.broker.BrokerProcess;
import tallyflame.transfer.broker.Connection;
import tallyflame.transfer.broker.Credentials;
import tallyflame.transfer.broker.Survey;
import tallyflame.transfer.folder.Manifest;
import tallyflame.transfer.folder.OutputFormat;
import tallyflame.transfer.folder.Partitioning;
import tallyflame.transfer.publish.AlertPublisher;

/** Transfers from a real broker. Every alert has a number of its own; DuckDB says which are there. */
class TransferIT {
    @TempDir
    private static Path brokerFolder;

    private static BrokerProcess broker;

    @TempDir
    private Path folder;

    private Path out;
    private String topic;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = new BrokerProcess(brokerFolder);
    }

    @AfterAll
    static void stopBroker() throws Exception {
        broker.close();
    }

    @BeforeEach
    void name(TestInfo test) {
        topic = test.getTestMethod().orElseThrow().getName();
        out = folder.resolve("out");
    }

    private Rehearsal rehearsal(int partitions) {
        return Rehearsal.of(broker, topic, partitions).schema(0, SCHEMA);
    }

    private TransferResult transfer() throws Exception {
        return transfer(TransferOptions.all(topic, out).inBatchesOf(100));
    }

    private TransferResult transfer(TransferOptions options) throws Exception {
        return new Transfer(broker.connection(topic), options, TransferListener.SILENT).run();
    }

    private TransferOptions limited(long limit) {
        return new TransferOptions(topic, out, Survey.ZTF, null, OutputFormat.PARQUET, limit, 100, 4, false, false);
    }

    private TransferOptions restarted() {
        return new TransferOptions(
                topic, out, Survey.ZTF, null, OutputFormat.PARQUET, TransferOptions.UNLIMITED, 100, 0, true, false);
    }

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
    void aLogThatBeginsBeyondTheNextOffsetIsRefused() throws Exception {
        Rehearsal rehearsal = rehearsal(1).alerts(0, 1, alerts(SCHEMA, 0, 100));
        transfer();
        rehearsal.alerts(0, 1, alerts(SCHEMA, 100, 100));
        broker.administer(
                admin -> admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(150)))
                        .all()
                        .get());
        assertThatThrownBy(this::transfer)
                .hasMessageContaining("partition 0: offsets 100 to 149 are not in the topic any more")
                .message()
                .hasLineCount(1);
        assertThat(transfer(restarted()).partitions().get(0).first()).isEqualTo(150);
        assertThat(candids(out)[0]).isEqualTo(50);
        assertThat(problems(out)).isEmpty();
    }

    @Test
    void aTopicThatWasMadeAnewIsRefused() throws Exception {
        rehearsal(1).alerts(0, 1, alerts(SCHEMA, 0, 100));
        transfer();
        broker.deleteTopic(topic);
        broker.createTopic(topic, 1, Map.of());
        new Rehearsal(broker, topic).alerts(0, 1, alerts(SCHEMA, 500, 200));
        assertThatThrownBy(this::transfer)
                .hasMessageContaining("was made anew")
                .hasMessageContaining("offsets 0 to 99 of partition 0");
        assertThat(candids(out)).isEqualTo(each(100));
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
    void aNewFolderBeginsWhereTheGroupStandsUnlessToldOtherwise() throws Exception {
        rehearsal(1).alerts(0, 1, alerts(SCHEMA, 0, 100));
        TopicPartition partition = new TopicPartition(topic, 0);
        broker.administer(admin -> admin.alterConsumerGroupOffsets(topic, Map.of(partition, new OffsetAndMetadata(40)))
                .all()
                .get());
        assertThat(transfer().partitions().get(0).first()).isEqualTo(40);
        assertThat(candids(out)[0]).isEqualTo(60);
        assertThat(transfer(restarted()).records()).isEqualTo(100);
        assertThat(candids(out)).isEqualTo(each(100));
        assertThat(problems(out)).isEmpty();
    }

    /** A member of the group makes the broker refuse our commits; the manifests do not need them. */
    @Test
    void anotherMemberOfTheGroupDoesNotDisturb() throws Exception {
        rehearsal(2).alerts(0, 1, alerts(SCHEMA, 0, 300)).alerts(1, 1, alerts(SCHEMA, 300, 300));
        Map<String, Object> settings = broker.connection().client();
        settings.put("group.id", topic);
        settings.put("auto.offset.reset", "earliest");
        List<String> notes = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> other =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            other.subscribe(List.of(topic));
            while (other.assignment().isEmpty()) {
                other.poll(Duration.ofMillis(100));
            }
            new Transfer(
                            broker.connection(topic),
                            TransferOptions.all(topic, out).inBatchesOf(100),
                            new TransferListener() {
                                @Override
                                public void note(String line) {
                                    notes.add(line);
                                }
                            })
                    .run();
        }
        assertThat(notes).hasSize(1).first().asString().contains("could not be committed for group " + topic);
        assertThat(candids(out)).isEqualTo(each(600));
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
    void credentialsAreUsedAndNeverSaid() throws Exception {
        rehearsal(1).alerts(0, 1, alerts(SCHEMA, 0, 10));
        transfer(BrokerProcess.PASSWORD);
        assertThat(candids(out)).isEqualTo(each(10));
        assertThatThrownBy(() -> transfer("wrong-hunter2"))
                .hasMessageContaining(broker.saslServers() + ": the broker does not accept the credentials")
                .message()
                .doesNotContain("hunter2")
                .hasLineCount(1);
    }

    private void transfer(String password) throws Exception {
        Credentials credentials = new Credentials(
                Survey.ZTF,
                BrokerProcess.USER,
                password,
                topic,
                broker.saslServers(),
                20,
                List.of(),
                Map.of("sasl.mechanism", "PLAIN"));
        new Transfer(Connection.of(credentials), TransferOptions.all(topic, out), TransferListener.SILENT).run();
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

    /** At 20 moments that a seed chooses: after so many batches and a while, or while the process begins. */
    @Test
    void killedAnyTimeTheNextGoesOn() throws Exception {
        Rehearsal rehearsal = rehearsal(2);
        Random random = new Random(20);
        long published = 0;
        for (int kill = 0; kill < 20; kill++) {
            for (int partition = 0; partition < 2; partition++) {
                rehearsal.alerts(partition, 1, alerts(SCHEMA, published, 100));
                published += 100;
            }
            Process transfer = startTransfer();
            int batches = random.nextInt(6);
            int seen = 0;
            while (seen < batches && transfer.inputReader().readLine() != null) {
                seen++;
            }
            boolean ended = transfer.waitFor(random.nextInt(batches == 0 ? 3000 : 40), TimeUnit.MILLISECONDS);
            transfer.destroyForcibly().waitFor();
            assertThat(ended && transfer.exitValue() != 0)
                    .as(() -> "the transfer failed: " + error())
                    .isFalse();
        }
        Process last = startTransfer();
        assertThat(last.inputReader().lines().count()).isPositive();
        assertThat(last.waitFor()).as(this::error).isZero();
        assertThat(candids(out)).isEqualTo(each(published));
        assertThat(problems(out)).isEmpty();
    }

    private Process startTransfer() throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TransferMain.class.getName(),
                        broker.servers(),
                        topic,
                        out.toString())
                .redirectError(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("error").toFile()))
                .start();
    }

    private String error() {
        try {
            return Files.readString(folder.resolve("error"));
        } catch (java.io.IOException e) {
            return e.toString();
        }
    }

    /** On a file system of one megabyte, that grows after the transfer has failed. */
    @Test
    void aFullDiskIsOneLineAndTheNextGoesOn() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        Assumptions.assumeTrue(
                runs("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString()),
                "no file system can be mounted here: a full disk is not tested");
        try {
            byte[] stamp = new byte[10_000];
            Random random = new Random(5);
            List<GenericRecord> alerts = new ArrayList<>();
            for (int candid = 0; candid < 200; candid++) {
                random.nextBytes(stamp);
                alerts.add(TestAlerts.alert(SCHEMA, candid, stamp.clone()));
            }
            rehearsal(1).alerts(0, 1, alerts);
            out = disk.resolve("out");
            TransferOptions options = TransferOptions.all(topic, out).inBatchesOf(30);
            assertThatThrownBy(() -> transfer(options))
                    .hasMessageContaining("cannot be written")
                    .hasMessageContaining("start again to go on")
                    .message()
                    .hasLineCount(1);
            assertThat(problems(out)).isEmpty();
            assertThat(candids(out)[0]).isBetween(30L, 170L);
            assertThat(runs("mount", "-o", "remount,size=16m", disk.toString())).isTrue();
            transfer(options);
            assertThat(candids(out)).isEqualTo(each(200));
            assertThat(problems(out)).isEmpty();
        } finally {
            assertThat(runs("umount", disk.toString())).isTrue();
        }
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (java.io.IOException e) {
            return false;
        }
    }

    @Test
    void aBrokerThatDiesAndComesBackIsWaitedFor() throws Exception {
        Path logs = Files.createDirectory(folder.resolve("broker"));
        try (BrokerProcess mortal = new BrokerProcess(logs)) {
            Rehearsal rehearsal = Rehearsal.of(mortal, topic, 2).schema(0, SCHEMA);
            rehearsal.alerts(0, 1, alerts(SCHEMA, 0, 500)).alerts(1, 1, alerts(SCHEMA, 500, 500));
            List<Manifest> finished = new ArrayList<>();
            Connection patient = mortal.connection(topic).withTimeout(60);
            new Transfer(patient, TransferOptions.all(topic, out).inBatchesOf(100), new TransferListener() {
                        @Override
                        public synchronized void finished(Manifest batch) {
                            finished.add(batch);
                            if (finished.size() == 3) {
                                restart(mortal);
                            }
                        }
                    })
                    .run();
            assertThat(finished).hasSize(10);
            assertThat(candids(out)).isEqualTo(each(1000));
            assertThat(problems(out)).isEmpty();
        }
    }

    private static void restart(BrokerProcess broker) {
        try {
            broker.kill();
            broker.start();
        } catch (java.io.IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
