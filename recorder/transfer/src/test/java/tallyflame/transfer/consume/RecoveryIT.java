package tallyflame.transfer.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tallyflame.transfer.TestAlerts.SCHEMA;
import static tallyflame.transfer.TestAlerts.alerts;
import static tallyflame.transfer.consume.Rehearsal.candids;
import static tallyflame.transfer.consume.Rehearsal.each;
import static tallyflame.transfer.consume.Rehearsal.problems;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import tallyflame.transfer.TestAlerts;
import tallyflame.transfer.broker.BrokerProcess;
import tallyflame.transfer.broker.Connection;
import tallyflame.transfer.broker.Credentials;
import tallyflame.transfer.broker.Survey;
import tallyflame.transfer.folder.Manifest;

/** Transfers that are killed, hindered or refused: what is there afterwards is there once. */
class RecoveryIT extends TransferFixture {
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
    void credentialsAreUsedAndNeverSaid() throws Exception {
        rehearsal(1).alerts(0, 1, alerts(SCHEMA, 0, 10));
        Map<String, String> plain = Map.of("sasl.mechanism", "PLAIN");
        transfer(broker.saslServers(), BrokerProcess.PASSWORD, plain);
        assertThat(candids(out)).isEqualTo(each(10));
        assertThatThrownBy(() -> transfer(broker.saslServers(), "wrong-hunter2", plain))
                .hasMessageContaining(broker.saslServers() + ": the broker does not accept the credentials")
                .message()
                .doesNotContain("hunter2")
                .hasLineCount(1);
    }

    @Test
    void aBrokerIsTrustedByItsCertificateAlone() throws Exception {
        rehearsal(1).alerts(0, 1, alerts(SCHEMA, 0, 10));
        Map<String, String> encrypted = Map.of("sasl.mechanism", "PLAIN", "security.protocol", "SASL_SSL");
        assertThatThrownBy(() -> transfer(broker.sslServers(), BrokerProcess.PASSWORD, encrypted))
                .hasMessageStartingWith(broker.sslServers() + ": no encrypted connection to the broker")
                .hasMessageContaining("ssl.truststore.location")
                .message()
                .hasLineCount(1);
        Map<String, String> trusting = new HashMap<>(encrypted);
        trusting.put("ssl.truststore.location", broker.keyStore().toString());
        trusting.put("ssl.truststore.password", BrokerProcess.STORE_PASSWORD);
        transfer(broker.sslServers(), BrokerProcess.PASSWORD, trusting);
        assertThat(candids(out)).isEqualTo(each(10));
        trusting.put("ssl.truststore.password", "wrong-hunter2");
        assertThatThrownBy(() -> transfer(broker.sslServers(), BrokerProcess.PASSWORD, trusting))
                .hasMessageStartingWith(broker.sslServers())
                .hasMessageContaining(broker.keyStore().toString())
                .message()
                .doesNotContain("hunter2")
                .hasLineCount(1);
    }

    private void transfer(String servers, String password, Map<String, String> settings) throws Exception {
        Credentials credentials =
                new Credentials(Survey.ZTF, BrokerProcess.USER, password, topic, servers, 20, List.of(), settings);
        new Transfer(Connection.of(credentials), TransferOptions.all(topic, out), TransferListener.SILENT).run();
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
            assertThat(runs("umount", disk.toString()))
                    .as("nothing is left open")
                    .isTrue();
        } finally {
            runs("umount", "--lazy", disk.toString()); // where the test has failed
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
