package tallyflame.transfer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Small alerts, each with a number of its own. */
public final class TestAlerts {
    /** What an alert needs to be read, a class, and a time. */
    public static final Schema SCHEMA = schema("");

    /** The same, with one more column. */
    public static final Schema LATER = schema(", {'name': 'drb', 'type': ['null', 'double']}");

    private static final List<String> CLASSES = List.of("Unknown", "SN candidate", "Solar System MPC");

    private TestAlerts() {}

    private static Schema schema(String more) {
        return new Schema.Parser()
                .parse(("{'type': 'record', 'name': 'alert', 'fields': ["
                                + "{'name': 'objectId', 'type': 'string'}, {'name': 'candid', 'type': 'long'},"
                                + "{'name': 'candidate', 'type': {'type': 'record', 'name': 'candidate', 'fields': ["
                                + "  {'name': 'jd', 'type': ['double', 'null']}]}},"
                                + "{'name': 'finkclass', 'type': ['string', 'null']},"
                                + "{'name': 'stamp', 'type': ['null', 'bytes']}" + more + "]}")
                        .replace('\'', '"'));
    }

    /** The alert of a number: one day later for each hundred, of the classes in turn. */
    public static GenericRecord alert(Schema schema, long candid) {
        return alert(schema, candid, null);
    }

    /** An alert with a stamp. */
    public static GenericRecord alert(Schema schema, long candid, byte[] stamp) {
        GenericData.Record candidate =
                new GenericData.Record(schema.getField("candidate").schema());
        long days = candid / 100;
        candidate.put("jd", 2_460_000.5 + days);
        GenericData.Record alert = new GenericData.Record(schema);
        alert.put("objectId", "ZTF" + candid);
        alert.put("candid", candid);
        alert.put("candidate", candidate);
        alert.put("finkclass", CLASSES.get((int) (candid % CLASSES.size())));
        alert.put("stamp", stamp == null ? null : java.nio.ByteBuffer.wrap(stamp));
        if (schema.getField("drb") != null) {
            alert.put("drb", candid / 10.0);
        }
        return alert;
    }

    /** Alerts with the numbers from one on. */
    public static List<GenericRecord> alerts(Schema schema, long from, int count) {
        List<GenericRecord> alerts = new ArrayList<>();
        for (long candid = from; candid < from + count; candid++) {
            alerts.add(alert(schema, candid));
        }
        return alerts;
    }

    /** The value of a message: Avro without the schema. */
    public static byte[] encode(GenericRecord value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(value.getSchema()).write(value, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }
}
