package tallyflame.analysis.outcomes;

import java.util.List;
import java.util.Optional;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.ClassIdentity;

/**
 * The code of a class that was counted.
 *
 * @param node its class file
 * @param isOfEclipse whether Eclipse's compiler wrote it, which begins its constants with the class's own name
 */
public record CountedClass(ClassNode node, boolean isOfEclipse) {
    /**
     * The class file of the very class that was counted, empty if it is not among these.
     *
     * @param files class files of its name
     */
    public static Optional<CountedClass> find(ClassCounts type, List<byte[]> files) {
        for (byte[] bytes : files) {
            try {
                ClassReader reader = new ClassReader(bytes);
                ClassNode node = new ClassNode();
                reader.accept(node, 0);
                if (ClassIdentity.of(node) == type.identity()) {
                    return Optional.of(new CountedClass(node, reader.readUnsignedShort(reader.header + 2) == 1));
                }
            } catch (IllegalArgumentException e) {
                // A version of the class for JVMs that are newer than this library: the counted one was readable.
            }
        }
        return Optional.empty();
    }
}
