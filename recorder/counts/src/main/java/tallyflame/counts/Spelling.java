package tallyflame.counts;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** How far names are from one another, to say which may have been meant. */
public final class Spelling {
    private Spelling() {}

    /** The names nearest to one that does not exist, the nearest first. */
    public static List<String> nearest(String name, Collection<String> names, int most) {
        return names.stream()
                .distinct()
                .sorted(Comparator.<String>comparingInt(other -> distance(name, other))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(most)
                .toList();
    }

    /** How many characters have to be changed, left out or put in (Levenshtein). */
    public static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) row[j] = j;
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
