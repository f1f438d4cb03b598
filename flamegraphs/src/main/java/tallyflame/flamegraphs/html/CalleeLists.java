package tallyflame.flamegraphs.html;

import java.util.Arrays;

/** For each label the labels seen below it so far, in order of appearance. Label -1 is the root. */
final class CalleeLists {
    private final int[][] lists;
    private final int[] sizes;
    private boolean isNew;

    CalleeLists(int labels) {
        lists = new int[labels + 1][];
        sizes = new int[labels + 1];
    }

    /** The place of a label in its caller's list, at whose end it is added if it is not there yet. */
    int place(int caller, int label) {
        int list = caller + 1;
        int size = sizes[list];
        for (int i = 0; i < size; i++) {
            if (lists[list][i] == label) {
                isNew = false;
                return i;
            }
        }
        isNew = true;
        if (size == 0) {
            lists[list] = new int[2];
        } else if (size == lists[list].length) {
            lists[list] = Arrays.copyOf(lists[list], 2 * size);
        }
        lists[list][size] = label;
        sizes[list] = size + 1;
        return size;
    }

    /** Whether the last label asked for was not in its list before. */
    boolean isNew() {
        return isNew;
    }
}
