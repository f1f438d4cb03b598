package tallyflame.transfer.broker;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import tallyflame.transfer.TransferException;

/**
 * How to reach a broker.
 *
 * @param servers addresses, joined by commas
 * @param groupId consumer group that offsets are committed for; {@code null}: none are
 * @param timeout seconds to wait for the broker
 * @param settings of the Kafka client besides; they hold secrets
 */
public record Connection(String servers, String groupId, int timeout, Map<String, Object> settings) {
    private static final String PROTOCOL = "security.protocol";
    private static final String MECHANISM = "sasl.mechanism";
    private static final String JAAS = "sasl.jaas.config";

    /** A broker that asks for no credentials. */
    public static Connection open(String servers, int timeout) {
        return new Connection(servers, null, timeout, Map.of());
    }

    /** The broker of a user. With a password and nothing else said, the mechanism is that of the broker's own client. */
    public static Connection of(Credentials credentials) {
        Map<String, Object> settings = new LinkedHashMap<>(credentials.settings());
        if (credentials.password() != null) {
            settings.putIfAbsent(PROTOCOL, "SASL_PLAINTEXT");
            settings.putIfAbsent(MECHANISM, "SCRAM-SHA-512");
            settings.putIfAbsent(JAAS, login(settings.get(MECHANISM).toString(), credentials));
        }
        return new Connection(credentials.servers(), credentials.groupId(), credentials.maxTimeout(), settings);
    }

    private static String login(String mechanism, Credentials credentials) {
        String module = mechanism.equals("PLAIN") ? "plain.Plain" : "scram.Scram";
        return "org.apache.kafka.common.security." + module + "LoginModule required username=\""
                + escape(credentials.username()) + "\" password=\"" + escape(credentials.password()) + "\";";
    }

    private static String escape(String value) {
        return value == null ? "" : value.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    /** The same broker, with another patience. */
    public Connection withTimeout(int seconds) {
        return new Connection(servers, groupId, seconds, settings);
    }

    /** The same broker, without committing anything there. */
    public Connection withoutGroup() {
        return new Connection(servers, null, timeout, settings);
    }

    /** Says nothing of the settings: they hold secrets. */
    @Override
    public String toString() {
        return servers + (groupId == null ? "" : " as group " + groupId);
    }

    /** Settings of any Kafka client for this broker. */
    public Map<String, Object> client() {
        Map<String, Object> client = new LinkedHashMap<>(settings);
        client.put("bootstrap.servers", servers);
        client.put("client.id", "tallyflame");
        client.put("request.timeout.ms", Math.max(1, timeout) * 1000);
        client.put("default.api.timeout.ms", Math.max(1, timeout) * 1000);
        client.put("enable.metrics.push", false);
        client.put("reconnect.backoff.max.ms", 1000);
        return client;
    }

    /**
     * What went wrong between the broker and us, in one line.
     *
     * @param topic that was asked for
     */
    public IOException failure(String topic, Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() instanceof KafkaException) {
            cause = cause.getCause();
        }
        return new TransferException(line(topic, cause), thrown);
    }

    private String line(String topic, Throwable cause) {
        if (cause instanceof UnknownTopicOrPartitionException) {
            return "topic " + topic + ": does not exist at " + servers
                    + "; look up its name where the job was submitted, or wait until the job has begun";
        }
        if (cause instanceof SslAuthenticationException) {
            return servers + ": no encrypted connection to the broker, " + TransferException.oneLine(root(cause))
                    + "; where its certificate is one that Java does not trust by itself, name the store that has it by"
                    + " 'tallyflame alerts register --setting ssl.truststore.location=FILE'";
        }
        if (cause instanceof SaslAuthenticationException) {
            return servers + ": the broker does not accept the credentials; write them again by"
                    + " 'tallyflame alerts register'";
        }
        if (cause instanceof TopicAuthorizationException) {
            return "topic " + topic + ": the broker does not let this user read it; ask its operators";
        }
        if (cause instanceof TimeoutException) {
            return servers + ": no answer from the broker within " + timeout
                    + " s; check the address, or wait longer by --maxtimeout";
        }
        if (cause instanceof InterruptException) {
            return "interrupted; start again to go on";
        }
        return servers + ": " + TransferException.oneLine(cause);
    }

    private static Throwable root(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
