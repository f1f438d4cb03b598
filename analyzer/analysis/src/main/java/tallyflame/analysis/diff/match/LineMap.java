package tallyflame.analysis.diff.match;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which line of a new source file a line of the old one has become. Unchanged lines follow from the difference of the two texts
 * (E. W. Myers, "An O(ND) difference algorithm and its variations", 1986), indentation aside. Within a changed block lines are
 * matched in order so that the similarities of the matched pairs add up to the most; lines that have little in common are matched
 * there if they are hit as often. What is left of both, such as a method that was moved, is matched where the text is the same.
 */
final class LineMap {
    /** Lines that have less than this in common are two different lines. */
    private static final double ALIKE = 0.5;

    /** Larger changed blocks are not searched for similar lines. */
    private static final int LARGEST_BLOCK = 400;

    /** Less than any similarity, so that hits decide only between lines that are not alike. */
    private static final double SAME_HITS = 0.01;

    /** Tells whether a line of the old and one of the new text are hit equally often in a call, and at all. */
    interface Hits {
        /** Where nothing was counted. */
        Hits UNKNOWN = (old, now) -> false;

        boolean same(int old, int now);
    }

    private final Map<Integer, Integer> lines = new HashMap<>();
    private final List<String> before;
    private final List<String> after;
    private final Hits hits;

    private LineMap(List<String> before, List<String> after, Hits hits) {
        this.before = before;
        this.after = after;
        this.hits = hits;
    }

    /** The map from the lines of one text to those of another, each from 1. */
    static LineMap of(List<String> before, List<String> after, Hits hits) {
        LineMap map = new LineMap(before, after, hits);
        int old = 0;
        int now = 0;
        List<AbstractDelta<String>> deltas = DiffUtils.diff(
                        before, after, (a, b) -> a.strip().equals(b.strip()))
                .getDeltas();
        for (AbstractDelta<String> delta : deltas) {
            while (old < delta.getSource().getPosition()) {
                map.lines.put(++old, ++now);
            }
            map.align(delta.getSource().getLines(), old, delta.getTarget().getLines(), now);
            old += delta.getSource().size();
            now += delta.getTarget().size();
        }
        while (old < before.size()) {
            map.lines.put(++old, ++now);
        }
        map.moved();
        return map;
    }

    private void moved() {
        Set<Integer> taken = new HashSet<>(lines.values());
        Map<String, Deque<Integer>> free = new HashMap<>();
        for (int line = 1; line <= after.size(); line++) {
            if (!taken.contains(line)) {
                free.computeIfAbsent(after.get(line - 1).strip(), text -> new ArrayDeque<>())
                        .add(line);
            }
        }
        for (int line = 1; line <= before.size(); line++) {
            Deque<Integer> same = free.get(before.get(line - 1).strip());
            if (same != null && !same.isEmpty() && !lines.containsKey(line)) {
                lines.put(line, same.remove());
            }
        }
    }

    /** The line in the new text, or 0 if it is gone. */
    int after(int line) {
        return lines.getOrDefault(line, 0);
    }

    /** What a line was, without indentation, if it is another text now. */
    Optional<String> edited(int line) {
        int now = after(line);
        String text = now == 0 ? "" : before.get(line - 1).strip();
        return now == 0 || text.equals(after.get(now - 1).strip()) ? Optional.empty() : Optional.of(text);
    }

    private void align(List<String> old, int oldBase, List<String> now, int nowBase) {
        int rows = old.size();
        int columns = now.size();
        if (rows > LARGEST_BLOCK || columns > LARGEST_BLOCK) {
            return;
        }
        double[][] best = new double[rows + 1][columns + 1];
        for (int i = rows - 1; i >= 0; i--) {
            for (int j = columns - 1; j >= 0; j--) {
                double alike = similarity(old.get(i), now.get(j));
                boolean same = alike >= ALIKE || hits.same(oldBase + i + 1, nowBase + j + 1);
                double match = same ? Math.max(alike >= ALIKE ? alike : 0, SAME_HITS) + best[i + 1][j + 1] : 0;
                best[i][j] = Math.max(match, Math.max(best[i + 1][j], best[i][j + 1]));
            }
        }
        int i = 0;
        int j = 0;
        while (i < rows && j < columns) {
            if (best[i][j] == best[i + 1][j]) {
                i++;
            } else if (best[i][j] == best[i][j + 1]) {
                j++;
            } else {
                lines.put(oldBase + ++i, nowBase + ++j);
            }
        }
    }

    /** The share of pairs of neighbouring characters that two lines have in common (Dice's coefficient), 0 to 1. */
    private static double similarity(String one, String other) {
        Set<String> first = pairs(one);
        Set<String> second = pairs(other);
        if (first.isEmpty() || second.isEmpty()) {
            return 0;
        }
        long common = first.stream().filter(second::contains).count();
        return 2.0 * common / (first.size() + second.size());
    }

    private static Set<String> pairs(String line) {
        String text = line.replaceAll("\\s", "");
        Set<String> pairs = new HashSet<>();
        for (int i = 0; i + 1 < text.length(); i++) {
            pairs.add(text.substring(i, i + 2));
        }
        return pairs;
    }
}
