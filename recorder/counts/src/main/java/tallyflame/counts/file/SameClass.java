package tallyflame.counts.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.BinaryOperator;

/** Classes of the same name in a file: what several loaders loaded of one class is merged. */
final class SameClass {
    private SameClass() {}

    /** Adds a class under its name, or sums it up with the one there that is the same. */
    static <T> void merge(
            Map<String, List<T>> classes, String name, T type, BiPredicate<T, T> isSame, BinaryOperator<T> sum) {
        List<T> known = classes.computeIfAbsent(name, n -> new ArrayList<>());
        for (int i = 0; i < known.size(); i++) {
            if (isSame.test(known.get(i), type)) {
                known.set(i, sum.apply(known.get(i), type));
                return;
            }
        }
        known.add(type);
    }
}
