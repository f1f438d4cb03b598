package tallyflame.analysis.filters;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jacoco.core.internal.analysis.filter.IFilterContext;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.MethodCounts;

/** Leaves what a compiler made out of the counts of one class. */
final class ClassFilter implements IFilterContext {
    private final ClassNode node;
    private final Collection<CompilerCode> kinds;
    private final Set<String> annotations = new HashSet<>();
    private final Set<String> attributes = new HashSet<>();
    private final List<String> refused = new ArrayList<>();

    /**
     * Prepares for a class.
     *
     * @param node the very class that was counted
     */
    ClassFilter(ClassNode node, Collection<CompilerCode> kinds) {
        this.node = node;
        this.kinds = kinds;
        addAll(node.visibleAnnotations);
        addAll(node.invisibleAnnotations);
        if (node.attrs != null) {
            node.attrs.forEach(attribute -> attributes.add(attribute.type));
        }
    }

    private void addAll(List<AnnotationNode> found) {
        if (found != null) {
            found.forEach(annotation -> annotations.add(annotation.desc));
        }
    }

    /** The counts without what was filtered. */
    ClassCounts left(ClassCounts counts) {
        List<MethodCounts> methods = new ArrayList<>();
        for (MethodCounts method : counts.methods()) {
            methods.addAll(left(method));
        }
        return new ClassCounts(counts.name(), counts.identity(), counts.sourceFile(), counts.sourceMap(), methods);
    }

    /** Methods whose counts do not tell what would be left, and of which nothing was left out. */
    List<String> refused() {
        return refused;
    }

    private List<MethodCounts> left(MethodCounts counts) {
        boolean table = (node.access & Opcodes.ACC_SYNTHETIC) != 0;
        if (table && kinds.contains(CompilerCode.SYNTHETIC)) {
            return List.of();
        }
        MethodNode code = node.methods.stream()
                .filter(method -> method.name.equals(counts.name()) && method.desc.equals(counts.descriptor()))
                .findFirst()
                .orElseThrow();
        MethodMarks marks = new MethodMarks();
        kinds.forEach(kind -> kind.filter().filter(code, this, marks));
        if (marks.isEmpty()) {
            return List.of(counts);
        }
        return new FilteredMethod(code, counts, marks).left().orElseGet(() -> {
            refused.add(node.name.replace('/', '.') + "." + counts.name());
            return List.of(counts);
        });
    }

    @Override
    public String getClassName() {
        return node.name;
    }

    @Override
    public String getSuperClassName() {
        return node.superName;
    }

    @Override
    public Set<String> getClassAnnotations() {
        return annotations;
    }

    @Override
    public Set<String> getClassAttributes() {
        return attributes;
    }

    @Override
    public String getSourceFileName() {
        return node.sourceFile;
    }

    @Override
    public String getSourceDebugExtension() {
        return node.sourceDebug;
    }
}
