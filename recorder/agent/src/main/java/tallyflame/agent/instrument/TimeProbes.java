package tallyflame.agent.instrument;

import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;
import tallyflame.agent.boot.Timers;
import tallyflame.agent.instrument.TracedClass.TracedMethod;

/** Timers of methods and lines. Allocates for one thread at a time; otherwise safe for use by many. */
public final class TimeProbes implements Probes<Cfg, TracedClass> {
    private int nextMethod = Timers.RESERVED;
    private int nextLine = Timers.RESERVED;

    @Override
    public String noun() {
        return "probes";
    }

    @Override
    public List<Cfg> plan(List<MethodNode> methods, ClassNode type) {
        return methods.stream()
                .map(method -> new Cfg(new Code(method), type.name, false))
                .toList();
    }

    @Override
    public TracedClass describe(String name, long identity, String sourceFile, String sourceMap, List<Cfg> methods) {
        return new TracedClass(
                name,
                identity,
                sourceFile,
                methods.stream().map(cfg -> traced(cfg.code)).toList(),
                -1,
                -1);
    }

    private static TracedMethod traced(Code code) {
        List<Integer> lines = Arrays.stream(code.lines)
                .filter(line -> line > 0)
                .distinct()
                .sorted()
                .boxed()
                .toList();
        return new TracedMethod(code.method.name, code.method.desc, lines);
    }

    @Override
    public TracedClass allocate(TracedClass type) {
        TracedClass allocated =
                new TracedClass(type.name(), type.identity(), type.sourceFile(), type.methods(), nextMethod, nextLine);
        nextMethod += type.methodCount();
        nextLine = allocated.firstLine(type.methodCount());
        return allocated;
    }

    @Override
    public void insert(Cfg method, TracedClass type, int index, boolean hasFrames) {
        List<Integer> lines = type.methods().get(index).lines();
        new TimeCode(method, lines, type.firstLine(index), hasFrames).insert(type.firstMethod() + index);
    }
}
