package tallyflame.analysis.diff.match;

import java.util.HashMap;
import java.util.Map;
import tallyflame.analysis.diff.version.Version;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.LineHits;
import tallyflame.counts.MethodCounts;
import tallyflame.counts.code.LineId;

/**
 * Which line stands for the time of which: all lines of an innermost loop are one unit of time under the first of them, because
 * compilers move work between header and body. Loops are known of what was counted.
 */
public final class LoopUnits {
    private final Matching matching;
    private final Map<LineId, LineId> before;
    private final Map<LineId, LineId> after;
    private final Map<LineId, Integer> ends = new HashMap<>();

    /** The loops of two versions. */
    public LoopUnits(Version before, Version after, Matching matching) {
        this.matching = matching;
        this.before = loops(before);
        this.after = loops(after);
        this.after.forEach((line, head) -> ends.merge(head, line.line(), Math::max));
    }

    private static Map<LineId, LineId> loops(Version version) {
        Map<LineId, LineId> loops = new HashMap<>();
        version.counted().ifPresent(counts -> counts.classes().values().forEach(counted -> {
            for (MethodCounts method : counted.methods()) {
                add(loops, counted, method);
            }
        }));
        return loops;
    }

    private static void add(Map<LineId, LineId> loops, ClassCounts counted, MethodCounts method) {
        for (LineHits line : method.lines()) {
            if (line.loop() > 0) {
                loops.put(
                        new LineId(counted.id(method).function(), line.line()),
                        new LineId(counted.id(method).function(), line.loop()));
            }
        }
    }

    /** What stands for a line of the first version, in the second. */
    public LineId ofFirst(LineId line) {
        LineId moved = matching.line(line);
        if (moved.line() > 0) {
            return of(moved);
        }
        LineId head = before.get(line);
        return head == null ? moved : of(matching.line(head));
    }

    /** What stands for a line of the second version. */
    public LineId of(LineId line) {
        return after.getOrDefault(line, line);
    }

    /** The last line of the loop of the second version that a line stands for, 0 if it stands for none. */
    public int end(LineId head) {
        return ends.getOrDefault(head, 0);
    }
}
