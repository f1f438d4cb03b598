package tallyflame.modules.xmatch;

import java.util.Arrays;

/**
 * Finds the nearest of many places on the sphere: a k-d tree over unit vectors, whose straight distance grows with the
 * separation. Balanced and without pointers: the middle of a range of {@link #order} splits it. Immutable after
 * construction, so any number of threads may ask.
 */
final class SphereIndex {
    private static final int DIMENSIONS = 3;

    private final double[][] axes;
    private final int[] order;

    /**
     * Builds the index, in n log n; places without position are left out.
     *
     * @param ra degrees
     * @param dec degrees
     */
    SphereIndex(double[] ra, double[] dec) {
        int size = ra.length;
        double[][] vectors = new double[DIMENSIONS][size];
        int[] places = new int[size];
        int count = 0;
        for (int i = 0; i < size; i++) {
            double cos = Math.cos(Math.toRadians(dec[i]));
            vectors[0][i] = cos * Math.cos(Math.toRadians(ra[i]));
            vectors[1][i] = cos * Math.sin(Math.toRadians(ra[i]));
            vectors[2][i] = Math.sin(Math.toRadians(dec[i]));
            if (!Double.isNaN(ra[i] + dec[i])) {
                places[count++] = i;
            }
        }
        order = Arrays.copyOf(places, count);
        split(vectors, 0, count, 0);
        axes = new double[DIMENSIONS][count];
        for (int axis = 0; axis < DIMENSIONS; axis++) {
            for (int i = 0; i < count; i++) {
                axes[axis][i] = vectors[axis][order[i]];
            }
        }
    }

    private void split(double[][] vectors, int from, int to, int axis) {
        if (to - from <= 1) {
            return;
        }
        int middle = (from + to) >>> 1;
        select(vectors[axis], from, to - 1, middle);
        int next = (axis + 1) % DIMENSIONS;
        split(vectors, from, middle, next);
        split(vectors, middle + 1, to, next);
    }

    /** Puts the entry of a rank in its place, lower ones before and higher ones behind it (Hoare's selection). */
    private void select(double[] keys, int first, int last, int rank) {
        int low = first;
        int high = last;
        while (low < high) {
            double pivot = keys[order[(low + high) >>> 1]];
            int i = low;
            int j = high;
            while (i <= j) {
                while (keys[order[i]] < pivot) {
                    i++;
                }
                while (keys[order[j]] > pivot) {
                    j--;
                }
                if (i <= j) {
                    int swapped = order[i];
                    order[i++] = order[j];
                    order[j--] = swapped;
                }
            }
            if (rank <= j) {
                high = j;
            } else if (rank >= i) {
                low = i;
            } else {
                return;
            }
        }
    }

    /**
     * The nearest place.
     *
     * @param ra degrees
     * @param dec degrees
     * @param maxSquaredChord only places nearer than this are looked at; 4 is the whole sphere
     * @return its number, or -1 when there is none so near, or the position is NaN
     */
    int nearest(double ra, double dec, double maxSquaredChord) {
        double cos = Math.cos(Math.toRadians(dec));
        double[] point = {
            cos * Math.cos(Math.toRadians(ra)), cos * Math.sin(Math.toRadians(ra)), Math.sin(Math.toRadians(dec))
        };
        Search search = new Search(point, maxSquaredChord);
        search.descend(0, order.length, 0);
        return search.best < 0 ? -1 : order[search.best];
    }

    /** One question to the index. */
    private final class Search {
        private final double[] point;
        private double nearest;
        private int best = -1;

        Search(double[] point, double maxSquaredChord) {
            this.point = point;
            this.nearest = maxSquaredChord;
        }

        void descend(int from, int to, int axis) {
            if (from >= to) {
                return;
            }
            int middle = (from + to) >>> 1;
            double distance = squaredDistance(middle);
            if (distance < nearest) {
                nearest = distance;
                best = middle;
            }
            double beyond = point[axis] - axes[axis][middle];
            int next = axis == DIMENSIONS - 1 ? 0 : axis + 1;
            boolean lower = beyond < 0;
            descend(lower ? from : middle + 1, lower ? middle : to, next);
            if (beyond * beyond < nearest) {
                descend(lower ? middle + 1 : from, lower ? to : middle, next);
            }
        }

        private double squaredDistance(int i) {
            double dx = point[0] - axes[0][i];
            double dy = point[1] - axes[1][i];
            double dz = point[2] - axes[2][i];
            return dx * dx + dy * dy + dz * dz;
        }
    }
}
