package tallyflame.recordings.chunk;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The constants of one chunk that stacks and threads are named by. Written while checkpoints are read, then only read. */
public final class Pools {
    static final String METHOD = "jdk.types.Method";

    public static final int METHOD_CLASS = 0;
    public static final int METHOD_NAME = 1;
    public static final int METHOD_DESCRIPTOR = 2;
    static final int THREAD_OS_NAME = 0;
    public static final int THREAD_OS_ID = 1;
    public static final int THREAD_JAVA_NAME = 2;
    public static final int THREAD_JAVA_ID = 3;

    /** The id of types that the chunk does not declare. */
    private static final long NOWHERE = -1;

    /** A table of constants and the plan to read one. */
    record Pool(FieldPlan plan, PoolTable table, long[] registers) {
        void readOne(ByteWindow in, Texts texts) throws IOException {
            long id = in.varint();
            java.util.Arrays.fill(registers, Texts.NULL);
            plan.read(in, registers, texts);
            table.put(id, registers);
        }
    }

    private final Texts texts = new Texts();
    private final Map<Long, Pool> byType = new HashMap<>();
    private final Metadata metadata;
    private final PoolTable methods;
    private final PoolTable classes;
    private final PoolTable symbols;
    private final PoolTable strings;
    private final PoolTable threads;
    private final PoolTable states;
    private final PoolTable frameTypes;
    private final HeapConstants heap;
    private final long methodType;
    private final long classType;
    private final long threadType;

    Pools(Metadata metadata) throws CorruptDataException {
        this.metadata = metadata;
        methods = table(METHOD, "type", "name", "descriptor");
        classes = table("java.lang.Class", "name");
        symbols = table("jdk.types.Symbol", "string");
        threads = table("java.lang.Thread", "osName", "osThreadId", "javaName", "javaThreadId");
        states = table("jdk.types.ThreadState", "name");
        frameTypes = table("jdk.types.FrameType", "description");
        heap = new HeapConstants(
                this,
                table("jdk.types.OldObject", "type", "referrer", "description"),
                table("jdk.types.Reference", "object", "field", "array", "skip"),
                table("jdk.types.OldObjectField", "name"),
                table("jdk.types.OldObjectGcRoot", "system", "type", "description"));
        strings = new PoolTable(1);
        methodType = idOf(METHOD);
        classType = idOf("java.lang.Class");
        threadType = idOf("java.lang.Thread");
        Metadata.Type string = metadata.type("java.lang.String");
        if (string != null) {
            Metadata.Field self = new Metadata.Field("text", string.id(), false, false, "", false, false);
            FieldPlan plan = FieldPlan.ofFields(metadata, java.util.List.of(self), "text");
            byType.put(string.id(), new Pool(plan, strings, new long[1]));
            for (Metadata.Type type : metadata.types()) {
                if (isText(type, string.id())) {
                    table(type.name(), type.fields().get(0).name());
                }
            }
        }
    }

    /** Whether a type is a text under a name of its own, such as the cause of a collection. */
    private boolean isText(Metadata.Type type, long string) {
        return !byType.containsKey(type.id())
                && type.fields().size() == 1
                && type.fields().get(0).type() == string
                && !type.fields().get(0).pooled()
                && !type.fields().get(0).array();
    }

    private long idOf(String typeName) {
        Metadata.Type type = metadata.type(typeName);
        return type == null ? NOWHERE : type.id();
    }

    /** A table; it stays empty if the chunk does not declare the type or declares it wrongly. */
    private PoolTable table(String typeName, String... wanted) {
        PoolTable table = new PoolTable(wanted.length);
        Metadata.Type type = metadata.type(typeName);
        if (type != null) {
            try {
                FieldPlan plan = FieldPlan.of(metadata, type, wanted);
                byType.put(type.id(), new Pool(plan, table, new long[wanted.length]));
            } catch (CorruptDataException e) {
                // The checkpoint reader comes upon the same damage, and notes it, if there are constants of the type at
                // all.
                return table;
            }
        }
        return table;
    }

    /** The pool for constants of a type, or {@code null} if nothing needs them. */
    Pool pool(long type) {
        return byType.get(type);
    }

    /** The constants of a type, or {@code null} if their values are not kept. */
    public PoolTable constants(long type) {
        Pool pool = byType.get(type);
        return pool == null ? null : pool.table();
    }

    /** What a constant is called; classes with dots. */
    public String text(long type, int row) {
        PoolTable table = constants(type);
        if (type == threadType) {
            return threadName(row);
        }
        if (type == classType) {
            return texts.string(className(table.id(row))).replace('/', '.');
        }
        if (type == methodType) {
            String name = texts.string(symbol(table.get(row, METHOD_NAME)));
            return texts.string(className(table.get(row, METHOD_CLASS))).replace('/', '.') + "." + name;
        }
        return heap.has(table) ? heap.text(table, row) : texts.string(resolve(table.get(row, 0)));
    }

    /** The texts that fields and constants of the chunk hold. */
    public Texts texts() {
        return texts;
    }

    /** Methods by id: class, name, descriptor. */
    public PoolTable methods() {
        return methods;
    }

    /** Classes by id: name. */
    public PoolTable classes() {
        return classes;
    }

    /** The number of a method where classes and methods are numbered together, classes by their rows; negative if it is not there. */
    public int methodSubject(long id) {
        int row = methods.row(id);
        return row < 0 ? row : classes.rows() + row;
    }

    /** Objects that were still alive, and what refers to them. */
    public HeapConstants heap() {
        return heap;
    }

    /** The constants of a type, {@code null} if the chunk does not declare it or their values are not kept. */
    PoolTable constants(String typeName) {
        return constants(idOf(typeName));
    }

    /** Threads by id: name and id of the system, name and id of Java. */
    public PoolTable threads() {
        return threads;
    }

    /** States of threads by id: name. */
    public PoolTable states() {
        return states;
    }

    /** Types of frames by id: description. */
    public PoolTable frameTypes() {
        return frameTypes;
    }

    /** The text of a field of type String: the text itself, resolved if it is a reference. */
    public long resolve(long text) {
        if (!Texts.isReference(text)) {
            return texts.orNull(text);
        }
        int row = strings.row(Texts.reference(text));
        return row < 0 || Texts.isReference(strings.get(row, 0)) ? Texts.NULL : texts.orNull(strings.get(row, 0));
    }

    /** The text of a symbol, {@link Texts#NULL} if the chunk does not have it. */
    public long symbol(long id) {
        int row = symbols.row(id);
        if (row >= 0) {
            return resolve(symbols.get(row, 0));
        }
        row = strings.row(id);
        return row < 0 ? Texts.NULL : resolve(strings.get(row, 0));
    }

    /** The text that names a class, with slashes. */
    public long className(long id) {
        int row = classes.row(id);
        return row < 0 ? Texts.NULL : symbol(classes.get(row, 0));
    }

    /** The name that a thread goes by: that of the Java thread, or else that of the operating system. */
    public String threadName(int row) {
        String javaName = texts.string(resolve(threads.get(row, THREAD_JAVA_NAME)));
        if (!javaName.isEmpty()) {
            return javaName;
        }
        String osName = texts.string(resolve(threads.get(row, THREAD_OS_NAME)));
        long javaId = threads.get(row, THREAD_JAVA_ID);
        return osName.isEmpty() && javaId > 0 ? "virtual-" + javaId : osName;
    }

    /** The name of a thread state. */
    public String stateName(int row) {
        return texts.string(resolve(states.get(row, 0)));
    }
}
