package tallyflame.transfer.avro;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import tallyflame.parquet.ParquetFile;

/** Where the values of a part of an Avro record come from: columns of a Parquet file, which go on in step. */
interface Source {
    /** Goes to the first value of a row group. */
    void open(ParquetFile file, int rowGroup);

    /** Takes the next value, which is there. */
    Object read();

    /** Goes past where a value could be, but is not. */
    void skip();

    /** The column that tells by its levels whether there is a value, and whether it repeats. */
    Leaf first();

    /** A column. */
    final class Leaf implements Source {
        private final ColumnDescriptor column;
        private final Function<ColumnReader, Object> value;
        private ColumnReader reader;

        Leaf(ColumnDescriptor column, Function<ColumnReader, Object> value) {
            this.column = column;
            this.value = value;
        }

        @Override
        public void open(ParquetFile file, int rowGroup) {
            reader = file.column(rowGroup, column);
        }

        @Override
        public Object read() {
            Object read = value.apply(reader);
            reader.consume();
            return read;
        }

        @Override
        public void skip() {
            reader.consume();
        }

        @Override
        public Leaf first() {
            return this;
        }

        int definition() {
            return reader.getCurrentDefinitionLevel();
        }

        int repetition() {
            return reader.getCurrentRepetitionLevel();
        }
    }

    /** A value that may be missing: it is there from a definition level on. */
    record Nullable(Source value, int level) implements Source {
        @Override
        public void open(ParquetFile file, int rowGroup) {
            value.open(file, rowGroup);
        }

        @Override
        public Object read() {
            if (first().definition() >= level) {
                return value.read();
            }
            value.skip();
            return null;
        }

        @Override
        public void skip() {
            value.skip();
        }

        @Override
        public Leaf first() {
            return value.first();
        }
    }

    /** A record. */
    record Struct(Schema schema, List<Source> fields) implements Source {
        @Override
        public void open(ParquetFile file, int rowGroup) {
            fields.forEach(field -> field.open(file, rowGroup));
        }

        @Override
        public Object read() {
            GenericData.Record values = new GenericData.Record(schema);
            for (int i = 0; i < fields.size(); i++) {
                values.put(i, fields.get(i).read());
            }
            return values;
        }

        @Override
        public void skip() {
            fields.forEach(Source::skip);
        }

        @Override
        public Leaf first() {
            return fields.get(0).first();
        }
    }

    /**
     * A list.
     *
     * @param definition level from which on there is an entry
     * @param repetition level of further entries
     */
    record Entries(Source entry, int definition, int repetition) implements Source {
        @Override
        public void open(ParquetFile file, int rowGroup) {
            entry.open(file, rowGroup);
        }

        @Override
        public Object read() {
            List<Object> values = new ArrayList<>();
            if (first().definition() < definition) {
                entry.skip();
                return values;
            }
            do {
                values.add(entry.read());
            } while (first().repetition() == repetition);
            return values;
        }

        @Override
        public void skip() {
            entry.skip();
        }

        @Override
        public Leaf first() {
            return entry.first();
        }
    }

    /**
     * A map, as a list of entries with key and value.
     *
     * @param entries whose entries are records of two
     */
    record Pairs(Entries entries) implements Source {
        @Override
        public void open(ParquetFile file, int rowGroup) {
            entries.open(file, rowGroup);
        }

        @Override
        public Object read() {
            Map<Object, Object> map = new LinkedHashMap<>();
            for (Object entry : (List<?>) entries.read()) {
                GenericData.Record pair = (GenericData.Record) entry;
                map.put(pair.get(0), pair.get(1));
            }
            return map;
        }

        @Override
        public void skip() {
            entries.skip();
        }

        @Override
        public Leaf first() {
            return entries.first();
        }
    }
}
