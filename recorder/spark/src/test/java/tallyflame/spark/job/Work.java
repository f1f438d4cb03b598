package tallyflame.spark.job;

/** What the tasks of {@link CountedJob} do; how often each line runs can be reckoned. */
final class Work {
    private Work() {}

    /** Takes some time, more of it for an item whose remainder by 7 is larger. */
    static long step(int item) {
        long sum = item; // once for each item
        for (int i = 0; i < item % 7; i++) {
            sum += spin(sum + i); // as often as the remainder says
        }
        return sum;
    }

    private static long spin(long seed) {
        long value = seed;
        for (int i = 0; i < 2000; i++) {
            value = value * 6364136223846793005L + 1442695040888963407L;
        }
        return value >>> 60;
    }
}
