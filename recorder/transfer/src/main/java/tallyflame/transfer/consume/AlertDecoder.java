package tallyflame.transfer.consume;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tallyflame.transfer.TransferException;
import tallyflame.transfer.avro.AvroColumns;
import tallyflame.transfer.broker.Connection;
import tallyflame.transfer.broker.Schemas;
import tallyflame.transfer.folder.Batch;
import tallyflame.transfer.folder.Partitioning;

/**
 * Finds the schema of each record, and puts it into a batch if it can be decoded. Used by one thread.
 *
 * <p>The schema is the one that held at the record's time. If the record is not of that schema, those before and after it are
 * tried, because the clocks of those who write may differ; it must fit to the last byte. If none does, the broker is asked
 * once whether there are newer ones.
 */
final class AlertDecoder {
    private final Connection connection;
    private final TransferOptions options;
    private final Map<Schema, AvroColumns> known = new HashMap<>();
    private Schemas schemas;
    private boolean asked;

    AlertDecoder(Connection connection, TransferOptions options, Schemas schemas) {
        this.connection = connection;
        this.options = options;
        this.schemas = schemas;
    }

    /** Adds a record to a batch: as an alert, or as one that was rejected. */
    void decode(ConsumerRecord<byte[], byte[]> record, Batch batch) throws IOException {
        if (record.value() == null) {
            batch.reject(record.offset(), new byte[0], "it has no value");
            return;
        }
        String reason = add(record, batch);
        if (reason != null && !asked) {
            asked = true;
            schemas = Schemas.read(connection, options.topic());
            reason = add(record, batch);
        }
        if (reason != null) {
            batch.reject(record.offset(), record.value(), reason);
        }
    }

    /** Adds an alert; else says why it is none. */
    private String add(ConsumerRecord<byte[], byte[]> record, Batch batch) throws IOException {
        int due = schemas.at(record.timestamp());
        String reason = null;
        for (int index : new int[] {due, due + 1, due - 1}) {
            if (index >= 0 && index < schemas.all().size()) {
                AvroColumns columns = columns(schemas.all().get(index).schema());
                try {
                    Object value = columns.check(record.value());
                    batch.add(columns, folder(columns, value), record.value());
                    return null;
                } catch (IOException | IllegalArgumentException e) {
                    reason = reason == null ? TransferException.oneLine(e) : reason;
                }
            }
        }
        return reason;
    }

    private String folder(AvroColumns columns, Object value) {
        Partitioning by = options.partitionBy();
        return by == null ? "" : by.folder(by.field(columns.avro()), value);
    }

    private AvroColumns columns(Schema schema) throws IOException {
        AvroColumns columns = known.get(schema);
        if (columns == null) {
            columns = columns(schema, options);
            known.put(schema, columns);
        }
        return columns;
    }

    /**
     * The columns of a schema.
     *
     * @throws TransferException when it cannot be written as it is to be
     */
    static AvroColumns columns(Schema schema, TransferOptions options) throws IOException {
        Partitioning by = options.partitionBy();
        String field = by == null ? null : by.field(schema);
        if (by != null && field == null) {
            throw new TransferException("topic " + options.topic() + ": its alerts have no field for --partitionby "
                    + by.label() + "; leave it away, or use another");
        }
        try {
            AvroColumns columns = AvroColumns.of(schema, field);
            if (field != null && !columns.isWatching()) {
                throw new IOException("its field " + field + " is not a single value");
            }
            return columns;
        } catch (IOException e) {
            throw new TransferException(
                    "topic " + options.topic() + ": its schema cannot be written: " + TransferException.oneLine(e), e);
        }
    }
}
