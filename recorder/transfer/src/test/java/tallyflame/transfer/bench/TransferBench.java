package tallyflame.transfer.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import tallyflame.transfer.TestAlerts;
import tallyflame.transfer.broker.BrokerProcess;
import tallyflame.transfer.publish.AlertReader;

/**
 * How fast the command line transfers alerts: alerts of files over and over, from a broker on this machine, whose share of the
 * CPU time is said.
 */
public final class TransferBench {
    private static final int PARTITIONS = 4;
    private static final int LONGEST = 2000;

    private TransferBench() {}

    /**
     * Publishes, transfers, and prints what it took.
     *
     * @param arguments the launcher, a file of alerts, how many, whether with stamps, JVM options of the transfer, a
     *     folder for everything
     */
    public static void main(String[] arguments) throws Exception {
        Path launcher = Path.of(arguments[0]);
        int count = Integer.parseInt(arguments[2]);
        boolean stamps = Boolean.parseBoolean(arguments[3]);
        Path work = Files.createDirectories(Path.of(arguments[5]));
        try (BrokerProcess broker = new BrokerProcess(Files.createDirectory(work.resolve("broker")))) {
            broker.createTopic("ftransfer_bench", PARTITIONS, Map.of());
            broker.createTopic("ftransfer_bench_schema", 1, Map.of());
            long bytes = publish(broker, Path.of(arguments[1]), count, stamps);
            long brokerBefore = cpuMillis(broker.pid());
            long begun = System.nanoTime();
            Process transfer = start(launcher, broker, arguments[4], work);
            long pid = transfer.pid();
            long cpu = 0;
            while (!transfer.waitFor(100, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                cpu = Math.max(cpu, cpuMillis(pid));
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            double own = cpu / 1e3;
            double brokers = (cpuMillis(broker.pid()) - brokerBefore) / 1e3;
            System.out.printf(
                    Locale.ROOT,
                    "%d alerts %s stamps (%.1f kB each), JVM %s: %.0f alerts/s (%.1f s with the start of the JVM); CPU"
                            + " time %.1f s of the transfer, %.1f s of the broker; exit %d%n",
                    count,
                    stamps ? "with" : "without",
                    bytes / 1e3 / count,
                    arguments[4],
                    count / seconds,
                    seconds,
                    own,
                    brokers,
                    transfer.exitValue());
        }
    }

    private static Process start(Path launcher, BrokerProcess broker, String options, Path work) throws IOException {
        Path credentials = work.resolve("credentials.yml");
        Files.writeString(credentials, "username: bench\ngroupid: bench\nservers: " + broker.servers() + "\n");
        ProcessBuilder transfer = new ProcessBuilder(
                        launcher.toString(),
                        "alerts",
                        "transfer",
                        "--credentials",
                        credentials.toString(),
                        "--topic",
                        "ftransfer_bench",
                        "--outdir",
                        work.resolve("out").toString())
                .inheritIO();
        transfer.environment().put("TALLYFLAME_JAVA_OPTIONS", options);
        return transfer.start();
    }

    /** User and system time of a process so far. */
    private static long cpuMillis(long pid) throws IOException {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return 10 * (Long.parseLong(fields[11]) + Long.parseLong(fields[12]));
        } catch (java.nio.file.NoSuchFileException ended) {
            return 0;
        }
    }

    private static long publish(BrokerProcess broker, Path file, int count, boolean stamps) throws Exception {
        Map<String, Object> settings = broker.connection().client();
        settings.put("linger.ms", 20);
        settings.put("batch.size", 1 << 18);
        settings.put("buffer.memory", 1 << 26);
        try (AlertReader alerts = AlertReader.open(file);
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            Schema schema = stamps ? alerts.schema() : withoutStamps(alerts.schema());
            byte[] key = schema.toString().getBytes(StandardCharsets.UTF_8);
            producer.send(new ProducerRecord<>("ftransfer_bench_schema", 0, 0L, key, new byte[0]))
                    .get();
            List<byte[]> values = new ArrayList<>();
            for (GenericRecord alert = alerts.next(); alert != null && values.size() < LONGEST; alert = alerts.next()) {
                values.add(TestAlerts.encode(stamps ? alert : project(alert, schema)));
            }
            return send(producer, values, count);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what is lost is missed at the end
    private static long send(KafkaProducer<byte[], byte[]> producer, List<byte[]> values, int count) {
        long bytes = 0;
        for (int i = 0; i < count; i++) {
            byte[] value = values.get(i % values.size());
            bytes += value.length;
            producer.send(new ProducerRecord<>("ftransfer_bench", i % PARTITIONS, 1L, null, value));
        }
        producer.flush();
        return bytes;
    }

    private static Schema withoutStamps(Schema schema) {
        List<Schema.Field> fields = schema.getFields().stream()
                .filter(field -> !field.name().startsWith("cutout"))
                .map(field -> new Schema.Field(field, field.schema()))
                .toList();
        return Schema.createRecord(schema.getName(), null, null, false, fields);
    }

    private static GenericRecord project(GenericRecord alert, Schema schema) {
        GenericData.Record projected = new GenericData.Record(schema);
        schema.getFields().forEach(field -> projected.put(field.name(), alert.get(field.name())));
        return projected;
    }
}
