package tallyflame.agent.instrument;

import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;
import tallyflame.counts.ClassIdentity;
import tallyflame.counts.Uncounted;

/** Puts timing probes into one class file. Stateless between classes; safe for use by many threads. */
public final class TraceInstrumenter {
    /** Numbers that a class's methods and lines have in the tables of times, consecutive from these on. */
    public record Numbers(int method, int line) {}

    /** Gives a class its numbers. */
    public interface Allocator {
        /** The first numbers for a class; the same again for a class that is transformed again. */
        Numbers numbers(TracedClass type);
    }

    /**
     * A class with its traced methods.
     *
     * @param name binary name with dots
     * @param identity see {@link ClassIdentity}
     * @param sourceFile file name of the source, or empty
     */
    public record TracedClass(String name, long identity, String sourceFile, List<TracedMethod> methods) {
        /** Copies the list. */
        public TracedClass {
            methods = List.copyOf(methods);
        }

        /** How many lines all methods have together. */
        public int lines() {
            int sum = 0;
            for (TracedMethod method : methods) sum += method.lines().size();
            return sum;
        }
    }

    /**
     * A traced method.
     *
     * @param lines its source lines, ascending
     */
    public record TracedMethod(String name, String descriptor, List<Integer> lines) {
        /** Copies the list. */
        public TracedMethod {
            lines = List.copyOf(lines);
        }
    }

    /**
     * What became of a class.
     *
     * @param bytes the class file with probes, {@code null} if the class stays as it is
     * @param untraced methods that were asked for and are not traced
     */
    public record Result(byte[] bytes, List<Uncounted> untraced) {}

    private final boolean annotatedOnly;
    private final Allocator allocator;

    /**
     * An instrumenter.
     *
     * @param annotatedOnly whether only methods and classes carrying {@code @Profiled} are traced
     * @param allocator hands out numbers
     */
    public TraceInstrumenter(boolean annotatedOnly, Allocator allocator) {
        this.annotatedOnly = annotatedOnly;
        this.allocator = allocator;
    }

    /** Instruments a class file. Whatever goes wrong is thrown; the caller keeps the class as it was. */
    public Result instrument(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        Map<String, String> refused = new HashMap<>();
        while (true) {
            int before = refused.size();
            try {
                Result result = attempt(reader, refused);
                if (refused.size() == before) return result;
            } catch (MethodTooLargeException e) {
                String reason = "its code would exceed 64 KB with probes";
                if (refused.put(e.getMethodName() + e.getDescriptor(), reason) != null) throw e;
            }
        }
    }

    private Result attempt(ClassReader reader, Map<String, String> refused) {
        ClassNode node = new ClassNode();
        reader.accept(node, ClassReader.EXPAND_FRAMES);
        List<Uncounted> untraced = new ArrayList<>();
        List<Cfg> traced = (node.access & ACC_MODULE) != 0 ? List.of() : select(node, refused, untraced);
        if (traced.isEmpty()) return new Result(null, untraced);
        List<TracedMethod> methods = new ArrayList<>();
        for (Cfg cfg : traced) {
            MethodNode method = cfg.code.method;
            List<Integer> lines = new ArrayList<>();
            for (int line : TraceInserter.lines(cfg.code)) lines.add(line);
            methods.add(new TracedMethod(method.name, method.desc, lines));
        }
        TracedClass type = new TracedClass(
                node.name.replace('/', '.'),
                ClassIdentity.of(node),
                node.sourceFile == null ? "" : node.sourceFile,
                methods);
        insert(traced, type, (node.version & 0xffff) >= V1_6, refused);
        ClassWriter writer = new ClassWriter(reader, 0);
        node.accept(writer);
        return new Result(writer.toByteArray(), untraced);
    }

    private List<Cfg> select(ClassNode node, Map<String, String> refused, List<Uncounted> untraced) {
        boolean whole = !annotatedOnly || MethodSelection.isProfiled(node);
        List<Cfg> traced = new ArrayList<>();
        for (MethodNode method : node.methods) {
            if ((method.access & (ACC_ABSTRACT | ACC_NATIVE)) != 0 || !MethodSelection.isWritten(node, method))
                continue;
            if (!whole && !MethodSelection.isProfiled(method)) continue;
            String signature = method.name + method.desc;
            String reason = refused.getOrDefault(signature, ClassInstrumenter.obstacle(method));
            if (reason == null) {
                traced.add(new Cfg(new Code(method), node.name, false));
            } else {
                untraced.add(new Uncounted(node.name.replace('/', '.'), signature, reason));
            }
        }
        return traced;
    }

    private void insert(List<Cfg> traced, TracedClass type, boolean hasFrames, Map<String, String> refused) {
        Numbers numbers = allocator.numbers(type);
        int line = numbers.line();
        for (int m = 0; m < traced.size(); m++) {
            MethodNode method = traced.get(m).code.method;
            int size = ClassInstrumenter.size(method);
            new TraceInserter(traced.get(m), hasFrames, line).insert(numbers.method() + m);
            line += type.methods().get(m).lines().size();
            if (size <= ClassInstrumenter.HUGE && ClassInstrumenter.size(method) > ClassInstrumenter.HUGE) {
                refused.put(
                        method.name + method.desc,
                        "with probes it would exceed " + ClassInstrumenter.HUGE
                                + " bytes of code, which the JIT never compiles");
            }
        }
    }
}
