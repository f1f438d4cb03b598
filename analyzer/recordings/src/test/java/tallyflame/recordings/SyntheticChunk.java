package tallyflame.recordings;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tallyflame.recordings.chunk.ChunkHeader;

/** Writes a chunk of declared types, events and one checkpoint with constants: small, and the same at every run. */
final class SyntheticChunk {
    static final long START_TICKS = 1_000;
    static final long START_NANOS = 1_700_000_000_000_000_000L;

    private record Element(String name, Map<String, String> attributes, List<Element> children) {}

    private final List<Element> classes = new ArrayList<>();
    private final EncodedBytes events = new EncodedBytes();
    private final EncodedBytes pools = new EncodedBytes();
    private int poolCount;
    private boolean version1;

    /** Writes the chunk in the first version of the format, as JDK 9 and 10: the types of the JDK have other names. */
    SyntheticChunk ofVersion1() {
        version1 = true;
        return this;
    }

    private static String nameInVersion1(String name) {
        if (name.startsWith("jdk.types.")) {
            return "com.oracle.jfr." + name.substring("jdk.".length());
        }
        return name.startsWith("jdk.") && !name.startsWith("jdk.jfr.") ? "com.oracle." + name : name;
    }

    private static Element element(String name, Object... attributes) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < attributes.length; i += 2) {
            map.put((String) attributes[i], String.valueOf(attributes[i + 1]));
        }
        return new Element(name, map, new ArrayList<>());
    }

    /**
     * Declares a type.
     *
     * @param fields {@code name:type}, the type followed by {@code *} if it is pooled, by {@code []} if there are many, by {@code %}
     *     if it is a time span in ticks
     */
    SyntheticChunk type(long id, String name, String... fields) {
        Element type = element("class", "name", name, "id", id);
        boolean event = name.startsWith("jdk.") && !name.startsWith("jdk.types.") && !name.startsWith("jdk.jfr.");
        if (event || name.startsWith("profiler.")) {
            type.attributes().put("superType", "jdk.jfr.Event");
        }
        if (name.startsWith("jdk.types.") && fields.length == 1) {
            // The JDK's own reader then takes the one field for the value.
            type.attributes().put("simpleType", "true");
        }
        for (String field : fields) {
            String[] parts = field.split(":", 2);
            Element declared = element("field", "name", parts[0], "class", parts[1].replaceAll("\\D", ""));
            if (parts[1].contains("*")) {
                declared.attributes().put("constantPool", "true");
            }
            if (parts[1].contains("[]")) {
                declared.attributes().put("dimension", "1");
            }
            if (parts[1].contains("%")) {
                declared.children().add(element("annotation", "class", JdkLayout.TIMESPAN, "value", "TICKS"));
            }
            type.children().add(declared);
        }
        classes.add(type);
        return this;
    }

    /** Takes back the declaration of a type. */
    void undeclare(String name) {
        classes.removeIf(type -> name.equals(type.attributes().get("name")));
    }

    /** Adds an event of a type, given by its encoded fields. */
    SyntheticChunk event(long type, EncodedBytes fields) {
        append(events, type, fields);
        return this;
    }

    /** Adds a pool of so many constants, each an id and its encoded fields, to the checkpoint. */
    SyntheticChunk pool(long type, int count, EncodedBytes constants) {
        pools.varints(type, count).bytes(constants.toByteArray());
        poolCount++;
        return this;
    }

    private static void append(EncodedBytes to, long type, EncodedBytes fields) {
        EncodedBytes body = new EncodedBytes().varint(type).bytes(fields.toByteArray());
        // The size counts its own bytes; two are enough for events here, four for large ones.
        int bytes = body.size() < 0x3000 ? 2 : 4;
        int size = body.size() + bytes;
        for (int i = 0; i < bytes; i++) {
            to.u1(((size >>> (7 * i)) & 0x7F) | (i < bytes - 1 ? 0x80 : 0));
        }
        to.bytes(body.toByteArray());
    }

    private EncodedBytes metadata() {
        Element root = element("root");
        Element metadata = element("metadata");
        if (version1) {
            classes.forEach(type -> type.attributes().computeIfPresent("name", (key, name) -> nameInVersion1(name)));
        }
        metadata.children().addAll(classes);
        root.children().add(metadata);
        root.children().add(element("region", "locale", "en_US", "gmtOffset", 0));
        Map<String, Integer> strings = new LinkedHashMap<>();
        EncodedBytes tree = new EncodedBytes();
        write(root, strings, tree);
        EncodedBytes event = new EncodedBytes().varints(START_TICKS, 0, 1, strings.size());
        strings.keySet().forEach(event::text);
        return event.bytes(tree.toByteArray());
    }

    private static void write(Element element, Map<String, Integer> strings, EncodedBytes out) {
        out.varint(number(element.name(), strings)).varint(element.attributes().size());
        element.attributes().forEach((key, value) -> out.varints(number(key, strings), number(value, strings)));
        out.varint(element.children().size());
        element.children().forEach(child -> write(child, strings, out));
    }

    private static int number(String text, Map<String, Integer> strings) {
        return strings.computeIfAbsent(text, key -> strings.size());
    }

    /** The bytes of the finished chunk. */
    byte[] build() {
        EncodedBytes body = new EncodedBytes().bytes(events.toByteArray());
        int checkpoint = ChunkHeader.BYTES + body.size();
        append(
                body,
                1,
                new EncodedBytes()
                        .varints(START_TICKS, 0, 0)
                        .u1(0)
                        .varint(poolCount)
                        .bytes(pools.toByteArray()));
        int metadata = ChunkHeader.BYTES + body.size();
        append(body, 0, metadata());
        ByteBuffer chunk = ByteBuffer.allocate(ChunkHeader.BYTES + body.size());
        chunk.putInt(ChunkHeader.MAGIC).putShort((short) (version1 ? 1 : 2)).putShort((short) 0);
        chunk.putLong(chunk.capacity()).putLong(checkpoint).putLong(metadata);
        chunk.putLong(START_NANOS).putLong(1_000_000_000L).putLong(START_TICKS).putLong(1_000_000_000L);
        return chunk.putInt(1).put(body.toByteArray()).array();
    }
}
