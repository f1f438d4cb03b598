package tallyflame.recordings.chunk;

/** The constants of one chunk about objects that were still alive when a recording ended, and the references on the way to a root. */
public final class HeapConstants {
    private static final int CLASS = 0;
    private static final int REFERRER = 1;
    private static final int DESCRIPTION = 2;

    private static final int HOLDER = 0;
    private static final int FIELD = 1;
    private static final int SKIPPED = 3;

    private static final String CLASS_NAME = "Class Name: ";

    private final Pools pools;
    private final PoolTable objects;
    private final PoolTable references;
    private final PoolTable fields;
    private final PoolTable roots;

    HeapConstants(Pools pools, PoolTable objects, PoolTable references, PoolTable fields, PoolTable roots) {
        this.pools = pools;
        this.objects = objects;
        this.references = references;
        this.fields = fields;
        this.roots = roots;
    }

    /** The objects by id, sampled ones and those that hold them. */
    public PoolTable objects() {
        return objects;
    }

    /** The roots by id. */
    public PoolTable roots() {
        return roots;
    }

    /** Row of an object's class in {@link Pools#classes}; negative if it is not known. */
    public int classOf(long object) {
        int row = objects.row(object);
        return row < 0 ? row : pools.classes().row(objects.get(row, CLASS));
    }

    /** The class whose static fields an object of {@code java.lang.Class} holds, with dots; empty for other objects. */
    public String namedClass(long object) {
        String description = text(objects, objects.row(object), DESCRIPTION);
        return description.startsWith(CLASS_NAME) ? description.substring(CLASS_NAME.length()) : "";
    }

    /** The id of the reference by which an object is held, 0 if none was recorded. */
    public long referrer(long object) {
        int row = objects.row(object);
        return row < 0 ? 0 : objects.get(row, REFERRER);
    }

    /** The id of the object that holds a reference, 0 if it was not recorded. */
    public long holder(long reference) {
        int row = references.row(reference);
        return row < 0 ? 0 : references.get(row, HOLDER);
    }

    /** The name of the field that a reference is in, empty if it is an element of an array. */
    public String field(long reference) {
        int row = references.row(reference);
        return row < 0 ? "" : text(fields, fields.row(references.get(row, FIELD)), 0);
    }

    /** How many objects between a reference and its holder the JVM left out. */
    public long skipped(long reference) {
        int row = references.row(reference);
        return row < 0 ? 0 : references.get(row, SKIPPED);
    }

    /** Whether a table is one of these. */
    boolean has(PoolTable table) {
        return table == objects || table == references || table == fields || table == roots;
    }

    /** What a constant of one of these tables is called: an object by its class, a reference by what holds it. */
    String text(PoolTable table, int row) {
        if (table == references) {
            String field = field(references.id(row));
            return className(holder(references.id(row))) + (field.isEmpty() ? "" : "." + field);
        }
        return table == objects ? className(objects.id(row)) : table == roots ? root(row) : text(fields, row, 0);
    }

    private String className(long object) {
        int row = classOf(object);
        return row < 0
                ? ""
                : pools.texts().string(pools.className(pools.classes().id(row))).replace('/', '.');
    }

    /** What a root is, such as {@code Threads, Stack Variable, Thread Name: main}. */
    public String root(int row) {
        StringBuilder root = new StringBuilder(constant("jdk.types.OldObjectRootSystem", roots.get(row, 0)));
        for (String part :
                new String[] {constant("jdk.types.OldObjectRootType", roots.get(row, 1)), text(roots, row, DESCRIPTION)
                }) {
            root.append(root.isEmpty() || part.isEmpty() ? "" : ", ").append(part);
        }
        return root.toString();
    }

    private String constant(String type, long id) {
        PoolTable table = pools.constants(type);
        return table == null ? "" : text(table, table.row(id), 0);
    }

    private String text(PoolTable table, int row, int column) {
        return row < 0 ? "" : pools.texts().string(pools.resolve(table.get(row, column)));
    }
}
