package tallyflame.recordings.chunk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The types of one chunk as its metadata event declares them. */
public final class Metadata {
    /** Type id of the metadata event itself. */
    static final int EVENT_TYPE = 0;

    private static final int DEEPEST = 32;
    /** Declared types and, above them, bytes of the event; known writers stay below 2000 types and 1 MiB. */
    private static final int MOST_TYPES = 1 << 14;

    private static final int MOST_BYTES = 1 << 25;

    private static final Map<String, String> PREFIXES_OF_VERSION_1 =
            Map.of("com.oracle.jdk.", "jdk.", "com.oracle.jfr.types.", "jdk.types.");

    /**
     * A field of a type.
     *
     * @param type id of the field's type
     * @param pooled whether the field holds an id in the constant pool of its type
     * @param array whether it holds any number of values
     * @param time unit of a time or duration ({@code TICKS}, {@code NANOSECONDS}, …), or an empty string
     * @param unsigned whether it is a number without sign
     * @param instant whether it is a point in time
     */
    public record Field(
            String name, long type, boolean pooled, boolean array, String time, boolean unsigned, boolean instant) {}

    /** A type: an event type or the type of a value. */
    public record Type(long id, String name, List<Field> fields) {
        /** The field of a name, or {@code null}. */
        public Field field(String wanted) {
            for (Field field : fields) {
                if (field.name().equals(wanted)) {
                    return field;
                }
            }
            return null;
        }
    }

    private record Element(String name, Map<String, String> attributes, List<Element> children) {
        long number(String attribute) throws NumberFormatException {
            return Long.parseLong(attributes.getOrDefault(attribute, "0"));
        }
    }

    private final Map<Long, Type> types = new HashMap<>();
    private final Map<String, Type> named = new HashMap<>();
    private final List<String> strings = new ArrayList<>();

    /** Reads the metadata event at the window's position. */
    static Metadata read(ByteWindow in) throws IOException {
        if (in.remaining() > MOST_BYTES) {
            throw in.corrupt("metadata of " + in.remaining() + " bytes");
        }
        in.varint();
        if (in.varint() != EVENT_TYPE) {
            throw in.corrupt("no metadata event");
        }
        in.varint();
        in.varint();
        in.varint();
        Metadata metadata = new Metadata();
        try {
            metadata.readStrings(in);
            metadata.declare(metadata.readElement(in, 0), in);
        } catch (NumberFormatException e) {
            throw in.corrupt("metadata with a bad number: " + e.getMessage());
        }
        return metadata;
    }

    private void readStrings(ByteWindow in) throws IOException {
        Texts texts = new Texts();
        int count = in.count(1);
        for (int i = 0; i < count; i++) {
            strings.add(texts.string(texts.read(in)));
        }
    }

    private Element readElement(ByteWindow in, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw in.corrupt("metadata nested more than " + DEEPEST + " deep");
        }
        String name = string(in);
        Map<String, String> attributes = new HashMap<>();
        for (int left = in.count(2); left > 0; left--) {
            String key = string(in);
            attributes.put(key, string(in));
        }
        List<Element> children = new ArrayList<>();
        for (int left = in.count(3); left > 0; left--) {
            children.add(readElement(in, depth + 1));
        }
        return new Element(name, attributes, children);
    }

    private String string(ByteWindow in) throws IOException {
        long index = in.varint();
        if (index < 0 || index >= strings.size()) {
            throw in.corrupt("metadata names text " + index + " of " + strings.size());
        }
        return strings.get((int) index);
    }

    private void declare(Element root, ByteWindow in) throws CorruptDataException {
        List<Element> classes = new ArrayList<>();
        collect(root, classes);
        if (classes.size() > MOST_TYPES) {
            throw in.corrupt("metadata of " + classes.size() + " types");
        }
        Map<Long, String> names = new HashMap<>();
        classes.forEach(
                type -> names.put(type.number("id"), current(type.attributes().getOrDefault("name", ""))));
        for (Element element : classes) {
            List<Field> fields = new ArrayList<>();
            for (Element child : element.children()) {
                if (child.name().equals("field")) {
                    fields.add(field(child, names));
                }
            }
            Type type = new Type(element.number("id"), names.get(element.number("id")), fields);
            types.put(type.id(), type);
            named.put(type.name(), type);
        }
    }

    /** The name that a type has had since version 2; JDK 9 and 10 declare those of the JDK under others. */
    private static String current(String name) {
        for (Map.Entry<String, String> prefix : PREFIXES_OF_VERSION_1.entrySet()) {
            if (name.startsWith(prefix.getKey())) {
                return prefix.getValue() + name.substring(prefix.getKey().length());
            }
        }
        return name;
    }

    private static void collect(Element element, List<Element> classes) {
        if (element.name().equals("class")) {
            classes.add(element);
        }
        element.children().forEach(child -> collect(child, classes));
    }

    private static Field field(Element element, Map<Long, String> names) {
        String time = "";
        boolean unsigned = false;
        boolean instant = false;
        for (Element annotation : element.children()) {
            String name = names.getOrDefault(annotation.number("class"), "");
            if (name.equals("jdk.jfr.Timespan") || name.equals("jdk.jfr.Timestamp")) {
                time = annotation.attributes().getOrDefault("value", "");
            }
            unsigned |= name.equals("jdk.jfr.Unsigned");
            instant |= name.equals("jdk.jfr.Timestamp");
        }
        return new Field(
                element.attributes().getOrDefault("name", ""),
                element.number("class"),
                "true".equals(element.attributes().get("constantPool")),
                element.number("dimension") > 0,
                time,
                unsigned,
                instant);
    }

    /** The type of an id, or {@code null}. */
    public Type type(long id) {
        return types.get(id);
    }

    /** The type of a name, or {@code null}. */
    public Type type(String name) {
        return named.get(name);
    }

    /** Whether any event has a stack. */
    boolean declaresStacks() {
        return types.values().stream().anyMatch(type -> type.field("stackTrace") != null);
    }

    /** All types. */
    public Iterable<Type> types() {
        return types.values();
    }
}
