package tallyflame.modules.hostless;

/**
 * The Wasserstein-1 distance of two samples of one dimension and equal size: the mean distance of values of equal rank.
 */
final class Wasserstein {
    private Wasserstein() {}

    /**
     * The distance of two sorted samples that lie one after the other with others in long arrays.
     *
     * @param size of a sample
     */
    static double distance(double[] u, int uFrom, double[] v, int vFrom, int size) {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += Math.abs(u[uFrom + i] - v[vFrom + i]);
        }
        return sum / size;
    }
}
