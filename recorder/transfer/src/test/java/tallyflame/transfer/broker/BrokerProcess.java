package tallyflame.transfer.broker;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * A Kafka broker (KRaft, one node) in a process of its own, on ports of the loopback interface; to be killed and started
 * again at will. The user {@code alice} has a password on the second listener; the third is the same, encrypted.
 */
public final class BrokerProcess implements AutoCloseable {
    /** The user of the listener that wants one. */
    public static final String USER = "alice";
    /** Her password, with what would have to be escaped. */
    public static final String PASSWORD = "se\"cr\\et";

    /** Of {@link #keyStore}. */
    public static final String STORE_PASSWORD = "of-the-store";

    private static final String HOST = "127.0.0.1";
    private static final int TIMEOUT = 60;
    private static final int START_TIMEOUT = 180;

    private final Path folder;
    private final int port = freePort();
    private final int saslPort = freePort();
    private final int sslPort = freePort();
    private final int controllerPort = freePort();
    private Process process;

    /**
     * Formats a broker's storage, and starts it.
     *
     * @param folder an empty one, for logs
     */
    public BrokerProcess(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        Files.writeString(settings(), properties());
        makeCertificate();
        Process format = java(
                "kafka.tools.StorageTool",
                "format",
                "-t",
                "4L6g3nShT-eMCtK--X86sw",
                "-c",
                settings().toString());
        if (format.waitFor() != 0) {
            throw new IOException("the storage tool fails: " + Files.readString(folder.resolve("output")));
        }
        start();
    }

    /** A certificate that the broker has signed itself, which only those trust who are told to. */
    private void makeCertificate() throws IOException, InterruptedException {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "broker",
                        "-keyalg",
                        "RSA",
                        "-dname",
                        "CN=broker",
                        "-ext",
                        "SAN=IP:" + HOST,
                        "-keystore",
                        keyStore().toString(),
                        "-storepass",
                        STORE_PASSWORD)
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), Charset.defaultCharset());
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool fails: " + said);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path settings() {
        return folder.resolve("server.properties");
    }

    private String properties() {
        return String.join(
                "\n",
                "process.roles=broker,controller",
                "node.id=1",
                "controller.quorum.voters=1@" + HOST + ":" + controllerPort,
                "listeners=PLAINTEXT://" + HOST + ":" + port + ",SASL://" + HOST + ":" + saslPort + ",SSL://" + HOST
                        + ":" + sslPort + ",CONTROLLER://" + HOST + ":" + controllerPort,
                "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,SASL:SASL_PLAINTEXT,SSL:SASL_SSL,CONTROLLER:PLAINTEXT",
                login("sasl"),
                login("ssl"),
                "ssl.keystore.location=" + keyStore(),
                "ssl.keystore.password=" + STORE_PASSWORD,
                "controller.listener.names=CONTROLLER",
                "inter.broker.listener.name=PLAINTEXT",
                "log.dirs=" + folder.resolve("logs"),
                "offsets.topic.replication.factor=1",
                "offsets.topic.num.partitions=1",
                "transaction.state.log.replication.factor=1",
                "transaction.state.log.min.isr=1",
                "transaction.state.log.num.partitions=1",
                "group.initial.rebalance.delay.ms=0",
                "auto.create.topics.enable=false",
                "log.cleaner.backoff.ms=100",
                "log.cleaner.dedupe.buffer.size=4000000",
                "log.retention.ms=-1", // the tests have times of 1970
                "log.initial.task.delay.ms=100");
    }

    private static String login(String listener) {
        return "listener.name." + listener + ".sasl.enabled.mechanisms=PLAIN\nlistener.name." + listener
                + ".plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required"
                + " user_" + USER + "=\""
                + PASSWORD.replace("\\", "\\\\\\\\").replace("\"", "\\\\\"") + "\";";
    }

    /** Starts a JVM with the class path of this one. */
    private Process java(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(List.of(arguments));
        File output = folder.resolve("output").toFile();
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output))
                .start();
    }

    /** Starts the broker, again if need be, and waits until it answers. */
    public void start() throws IOException, InterruptedException {
        process = java("kafka.Kafka", settings().toString());
        Connection patient = Connection.open(servers(), START_TIMEOUT);
        try (Admin admin = Admin.create(patient.client())) {
            admin.describeCluster().nodes().get(START_TIMEOUT, TimeUnit.SECONDS);
        } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
            close();
            throw new IOException("the broker does not answer: " + Files.readString(folder.resolve("output")), e);
        }
    }

    /** Kills the broker as {@code kill -9} does. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Process id of the broker. */
    public long pid() {
        return process.pid();
    }

    /** Address without credentials. */
    public String servers() {
        return HOST + ":" + port;
    }

    /** Address that wants credentials. */
    public String saslServers() {
        return HOST + ":" + saslPort;
    }

    /** Address that wants credentials, of which and of what follows nobody else reads anything. */
    public String sslServers() {
        return HOST + ":" + sslPort;
    }

    /** The broker's certificate and key, for whoever is to trust it. */
    public Path keyStore() {
        return folder.resolve("broker.p12");
    }

    /** A connection without credentials. */
    public Connection connection() {
        return Connection.open(servers(), TIMEOUT);
    }

    /** A connection that commits offsets. */
    public Connection connection(String group) {
        return new Connection(servers(), group, TIMEOUT, Map.of());
    }

    /** Makes a topic. */
    public void createTopic(String name, int partitions, Map<String, String> settings) {
        administer(admin -> admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(settings)))
                .all()
                .get(TIMEOUT, TimeUnit.SECONDS));
    }

    /** Deletes a topic. */
    public void deleteTopic(String name) {
        administer(admin -> admin.deleteTopics(List.of(name)).all().get(TIMEOUT, TimeUnit.SECONDS));
    }

    /** Something that only the broker's operators do. */
    public interface Administration {
        /** Does it. */
        void by(Admin admin) throws Exception;
    }

    /** Does what only the broker's operators do. */
    public void administer(Administration administration) {
        try (Admin admin = Admin.create(connection().client())) {
            administration.by(admin);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
