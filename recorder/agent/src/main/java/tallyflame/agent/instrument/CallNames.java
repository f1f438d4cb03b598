package tallyflame.agent.instrument;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * Which methods are called where a line of a method is in several segments: with it the frame of a thread's stack, which
 * knows method and line only, is assigned to a segment. Immutable; lines of one segment need nothing and take no memory.
 *
 * @param callees names of called methods by method (upper half) and segment (lower half of the key)
 */
public record CallNames(Map<Long, Set<String>> callees) {
    static CallNames of(List<Plan> plans) {
        Map<Long, Set<String>> callees = new HashMap<>();
        for (int m = 0; m < plans.size(); m++) {
            Cfg cfg = plans.get(m).cfg;
            Map<Integer, Integer> segmentsOfLine = new HashMap<>();
            for (Cfg.Segment segment : cfg.segments) segmentsOfLine.merge(segment.line(), 1, Integer::sum);
            for (int s = 0; s < cfg.segments.size(); s++) {
                Cfg.Segment segment = cfg.segments.get(s);
                if (segmentsOfLine.get(segment.line()) > 1) callees.put(key(m, s), names(cfg, segment));
            }
        }
        return new CallNames(Map.copyOf(callees));
    }

    private static Set<String> names(Cfg cfg, Cfg.Segment segment) {
        Set<String> names = new HashSet<>();
        for (int i = segment.first(); i <= segment.last(); i++) {
            if (cfg.code.instructions[i] instanceof MethodInsnNode call) names.add(call.name);
        }
        return Set.copyOf(names);
    }

    private static long key(int method, int segment) {
        return ((long) method << 32) | segment;
    }

    /** Whether a segment calls a method of a name; true if that is not known. */
    public boolean mayCall(int method, int segment, String name) {
        Set<String> names = callees.get(key(method, segment));
        return names == null || names.contains(name);
    }
}
