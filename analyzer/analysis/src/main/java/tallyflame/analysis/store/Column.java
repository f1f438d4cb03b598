package tallyflame.analysis.store;

/**
 * A column of a stored table.
 *
 * @param name as in SQL
 * @param type what a cell holds
 * @param optional whether cells may be absent
 * @param encoding how the values are laid out
 */
record Column(String name, Type type, boolean optional, Encoding encoding) {
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

    static Column text(String name) {
        return new Column(name, Type.TEXT, false, Encoding.DICTIONARY);
    }

    static Column integer(String name) {
        return new Column(name, Type.INTEGER, false, Encoding.DICTIONARY);
    }

    static Column whole(String name) {
        return new Column(name, Type.LONG, false, Encoding.DICTIONARY);
    }

    static Column number(String name) {
        return new Column(name, Type.DOUBLE, false, Encoding.DICTIONARY);
    }

    static Column flag(String name) {
        return new Column(name, Type.FLAG, false, Encoding.DICTIONARY);
    }

    static Column time(String name) {
        return new Column(name, Type.TIME, false, Encoding.DICTIONARY);
    }

    /** The same column, laid out as differences. */
    Column delta() {
        return new Column(name, type, optional, Encoding.DELTA);
    }

    /** The same column with cells that may be absent. */
    Column orAbsent() {
        return new Column(name, type, true, encoding);
    }
}
