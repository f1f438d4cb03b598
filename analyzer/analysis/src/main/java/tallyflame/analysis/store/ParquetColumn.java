package tallyflame.analysis.store;

/**
 * A column of a stored table.
 *
 * @param name as in SQL
 * @param type what a cell holds
 * @param optional whether cells may be absent
 * @param encoding how the values are laid out
 */
record ParquetColumn(String name, Type type, boolean optional, Encoding encoding) {
    /** What a cell holds. */
    enum Type {
        TEXT,
        INTEGER,
        LONG,
        DOUBLE,
        FLAG,
        /** Milliseconds since 1970 in UTC. */
        TIME
    }

    /** How values are laid out before they are compressed. */
    enum Encoding {
        /** Numbers of a dictionary: for values that repeat. */
        DICTIONARY,
        /** Packed differences to the value before: for values that grow, or that are seldom the same. */
        DELTA
    }

    static ParquetColumn text(String name) {
        return new ParquetColumn(name, Type.TEXT, false, Encoding.DICTIONARY);
    }

    static ParquetColumn integer(String name) {
        return new ParquetColumn(name, Type.INTEGER, false, Encoding.DICTIONARY);
    }

    static ParquetColumn whole(String name) {
        return new ParquetColumn(name, Type.LONG, false, Encoding.DICTIONARY);
    }

    static ParquetColumn number(String name) {
        return new ParquetColumn(name, Type.DOUBLE, false, Encoding.DICTIONARY);
    }

    static ParquetColumn flag(String name) {
        return new ParquetColumn(name, Type.FLAG, false, Encoding.DICTIONARY);
    }

    static ParquetColumn time(String name) {
        return new ParquetColumn(name, Type.TIME, false, Encoding.DICTIONARY);
    }

    /** The same column, laid out as differences. */
    ParquetColumn delta() {
        return new ParquetColumn(name, type, optional, Encoding.DELTA);
    }

    /** The same column with cells that may be absent. */
    ParquetColumn orAbsent() {
        return new ParquetColumn(name, type, true, encoding);
    }
}
