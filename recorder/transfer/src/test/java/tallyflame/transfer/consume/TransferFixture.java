package tallyflame.transfer.consume;

import static tallyflame.transfer.TestAlerts.SCHEMA;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.transfer.broker.BrokerProcess;
import tallyflame.transfer.broker.Survey;
import tallyflame.transfer.folder.OutputFormat;

/** A broker for the tests of a class, and for each test a topic of its name and a folder. */
abstract class TransferFixture {
    @TempDir
    private static Path brokerFolder;

    static BrokerProcess broker;

    @TempDir
    Path folder;

    Path out;
    String topic;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = new BrokerProcess(brokerFolder);
    }

    @AfterAll
    static void stopBroker() {
        if (broker != null) {
            broker.close();
        }
        broker = null;
    }

    @BeforeEach
    void name(TestInfo test) {
        topic = test.getTestMethod().orElseThrow().getName();
        out = folder.resolve("out");
    }

    Rehearsal rehearsal(int partitions) {
        return Rehearsal.of(broker, topic, partitions).schema(0, SCHEMA);
    }

    TransferResult transfer() throws Exception {
        return transfer(TransferOptions.all(topic, out).inBatchesOf(100));
    }

    TransferResult transfer(TransferOptions options) throws Exception {
        return new Transfer(broker.connection(topic), options, TransferListener.SILENT).run();
    }

    TransferOptions limited(long limit) {
        return new TransferOptions(topic, out, Survey.ZTF, null, OutputFormat.PARQUET, limit, 100, 4, false, false);
    }

    TransferOptions restarted() {
        return new TransferOptions(
                topic, out, Survey.ZTF, null, OutputFormat.PARQUET, TransferOptions.UNLIMITED, 100, 0, true, false);
    }
}
