package tallyflame.counts;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import tallyflame.counts.code.MethodId;
import tallyflame.counts.code.SourceMap;

/**
 * The counts of one class; classes of equal name and identity that several loaders loaded are one, their counts added.
 *
 * @param name binary name with dots
 * @param identity checksum of the code and line tables of the class, see {@code tallyflame.counts.ClassIdentity}
 * @param sourceFile name of the source file without a folder, empty if the class does not say
 * @param sourceMap where lines come from that are not its own
 * @param methods the counted methods in the order of the class file, with the lines of the class file
 */
public record ClassCounts(
        String name, long identity, String sourceFile, SourceMap sourceMap, List<MethodCounts> methods) {
    /** Copies the list. */
    public ClassCounts {
        methods = List.copyOf(methods);
    }

    /** A class whose lines are all its own. */
    public ClassCounts(String name, long identity, String sourceFile, List<MethodCounts> methods) {
        this(name, identity, sourceFile, SourceMap.NONE, methods);
    }

    /** Which method the counts of one of this class are of. */
    public MethodId id(MethodCounts method) {
        return new MethodId(name, method.name(), method.descriptor());
    }

    /** Whether the other is the same class, and the same of its methods were counted. */
    public boolean isSame(ClassCounts other) {
        return name.equals(other.name) && identity == other.identity && hasMethodsOf(other);
    }

    private boolean hasMethodsOf(ClassCounts other) {
        return methods.size() == other.methods.size()
                && IntStream.range(0, methods.size())
                        .allMatch(m -> methods.get(m).isSame(other.methods.get(m)));
    }

    /**
     * The sum of the counts of two JVMs that counted the same methods of the same class.
     *
     * @throws IllegalArgumentException if the methods differ
     */
    public ClassCounts plus(ClassCounts other) {
        if (!hasMethodsOf(other)) throw new IllegalArgumentException("the methods counted of " + name + " differ");
        List<MethodCounts> sums = new ArrayList<>();
        for (int m = 0; m < methods.size(); m++) sums.add(methods.get(m).plus(other.methods.get(m)));
        return new ClassCounts(name, identity, sourceFile, sourceMap, sums);
    }
}
