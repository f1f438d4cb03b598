package tallyflame.agent.allocation;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Array;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Type;

/**
 * Sizes of arrays in the JVM that runs: measured when counting starts, because headers and alignment depend on its version and
 * options (compressed class pointers, compact headers, object alignment). Immutable.
 */
public final class ArrayLayout {
    private static final List<Class<?>> ELEMENTS = List.of(
            boolean.class,
            byte.class,
            char.class,
            short.class,
            int.class,
            float.class,
            long.class,
            double.class,
            Object.class);
    /** Alignment is at most 256 bytes: within so many elements of one byte each size has grown twice. */
    private static final int MOST = 600;

    private static final int BASE_SHIFT = 8;
    private static final int ALIGNMENT_SHIFT = 4;

    private final Map<String, Integer> codes = new HashMap<>();

    private ArrayLayout() {}

    /**
     * Measures real arrays.
     *
     * @throws IllegalStateException if their sizes do not follow a header, a size of elements and an alignment; the message is for
     *     people
     */
    public static ArrayLayout measure(Instrumentation jvm) {
        ArrayLayout layout = new ArrayLayout();
        for (Class<?> element : ELEMENTS) {
            Measured sizes = new Measured(jvm, element);
            layout.codes.put(key(Type.getType(element)), sizes.code());
        }
        return layout;
    }

    /** Arrays of all references are alike. */
    private static String key(Type element) {
        return element.getSort() >= Type.ARRAY ? "" : element.getDescriptor();
    }

    /** How the size of an array follows from its length, as one number for {@link #size} and the probes. */
    public int code(Type element) {
        return codes.get(key(element));
    }

    /** Bytes of an array of so many elements. */
    public static long size(int code, int length) {
        int alignment = 1 << ((code >> ALIGNMENT_SHIFT) & 15);
        long end = (code >> BASE_SHIFT) + ((long) length << (code & 15));
        return (end + alignment - 1) & -alignment;
    }

    /** Arrays of one type as the JVM lays them out. */
    private record Measured(Instrumentation jvm, Class<?> element) {
        long size(int length) {
            return jvm.getObjectSize(Array.newInstance(element, length));
        }

        int code() {
            int first = growth(0);
            int second = growth(first);
            long alignment = size(second) - size(first);
            int scale = 0;
            while ((long) (second - first) << scale < alignment) scale++;
            long base = size(0) - ((long) (first - 1) << scale);
            int code = (int) (base << BASE_SHIFT) | Long.numberOfTrailingZeros(alignment) << ALIGNMENT_SHIFT | scale;
            for (int length = 0; length < MOST; length++) {
                if (ArrayLayout.size(code, length) != size(length)) {
                    throw new IllegalStateException("this JVM lays out arrays in a way that is not known: " + length
                            + " elements of " + element + " take " + size(length) + " bytes");
                }
            }
            return code;
        }

        /** The least length of an array that is larger than one of a length. */
        private int growth(int length) {
            int longer = length;
            while (longer < MOST && size(longer) == size(length)) longer++;
            return longer;
        }
    }
}
