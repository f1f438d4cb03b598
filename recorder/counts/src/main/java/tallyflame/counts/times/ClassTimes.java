package tallyflame.counts.times;

import java.util.ArrayList;
import java.util.List;
import tallyflame.counts.code.MethodId;

/**
 * The times of one class; classes of equal name and identity that several loaders loaded are one, their times added.
 *
 * @param name binary name with dots
 * @param identity checksum of its code, see {@code tallyflame.counts.ClassIdentity}
 * @param sourceFile file name of the source, or empty
 * @param methods the traced methods in the order of the class file
 */
public record ClassTimes(String name, long identity, String sourceFile, List<MethodTimes> methods) {
    /** Copies the list. */
    public ClassTimes {
        methods = List.copyOf(methods);
    }

    /** Which method the times of one of this class are of. */
    public MethodId id(MethodTimes method) {
        return new MethodId(name, method.name(), method.descriptor());
    }

    /** Whether the other is the same class with the same methods. */
    public boolean isSame(ClassTimes other) {
        return name.equals(other.name) && identity == other.identity && methods.size() == other.methods.size();
    }

    /** The sum of the times of two classes that are the same. */
    public ClassTimes plus(ClassTimes other) {
        List<MethodTimes> sums = new ArrayList<>();
        for (int i = 0; i < methods.size(); i++) sums.add(methods.get(i).plus(other.methods.get(i)));
        return new ClassTimes(name, identity, sourceFile, sums);
    }
}
