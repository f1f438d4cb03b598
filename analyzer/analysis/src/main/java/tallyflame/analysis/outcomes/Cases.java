package tallyflame.analysis.outcomes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;

/**
 * Where a switch goes.
 *
 * @param byPlace the keys that lead to each place
 * @param otherwise where it goes with any other key
 */
record Cases(TreeMap<Integer, List<Integer>> byPlace, int otherwise) {
    static final String CASE = "case ";
    static final String DEFAULT = "default";
    static final String OTHER_HASH = "other hash";
    private static final int MOST_NAMES = 3;

    static Cases of(MethodCode code, AbstractInsnNode node) {
        TreeMap<Integer, List<Integer>> byPlace = new TreeMap<>();
        int otherwise;
        if (node instanceof TableSwitchInsnNode table) {
            otherwise = code.place(table.dflt);
            for (int i = 0; i < table.labels.size(); i++) {
                int place = code.place(table.labels.get(i));
                // A key that leads to the default may as well be a gap.
                if (place != otherwise) {
                    byPlace.computeIfAbsent(place, keys -> new ArrayList<>()).add(table.min + i);
                }
            }
        } else {
            LookupSwitchInsnNode lookup = (LookupSwitchInsnNode) node;
            otherwise = code.place(lookup.dflt);
            for (int i = 0; i < lookup.labels.size(); i++) {
                byPlace.computeIfAbsent(code.place(lookup.labels.get(i)), keys -> new ArrayList<>())
                        .add(lookup.keys.get(i));
            }
        }
        byPlace.computeIfAbsent(otherwise, keys -> new ArrayList<>());
        return new Cases(byPlace, otherwise);
    }

    /** The labels of its outcomes, by ascending place; none at all if a key has no name. */
    Optional<List<String>> labels(IntFunction<List<String>> names) {
        return labels(CASE, DEFAULT, names);
    }

    /** The same, with other words for a case and for the default. */
    Optional<List<String>> labels(String prefix, String other, IntFunction<List<String>> names) {
        List<String> labels = new ArrayList<>();
        for (Map.Entry<Integer, List<Integer>> entry : byPlace.entrySet()) {
            List<String> found = new ArrayList<>();
            for (int key : entry.getValue()) {
                List<String> ofKey = names.apply(key);
                if (ofKey.isEmpty()) {
                    return Optional.empty();
                }
                found.addAll(ofKey);
            }
            labels.add(label(prefix, found, entry.getKey() == otherwise ? other : ""));
        }
        return Optional.of(labels);
    }

    static String label(String prefix, List<String> names, String other) {
        if (names.isEmpty()) {
            return other;
        }
        String shown = String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size())))
                + (names.size() > MOST_NAMES ? ", …" : "");
        return prefix + shown + (other.isEmpty() ? "" : ", " + other);
    }
}
