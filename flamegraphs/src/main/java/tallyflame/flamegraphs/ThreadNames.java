package tallyflame.flamegraphs;

import java.util.regex.Pattern;

/** Names of threads: those of a pool differ in a number only, which says nothing and differs from run to run. */
public final class ThreadNames {
    private static final Pattern NUMBER = Pattern.compile("#?\\d+$");

    private ThreadNames() {}

    /** The name that all threads of a pool have in common: {@code pool-1-thread-#} for {@code pool-1-thread-7}. */
    public static String pool(String thread) {
        return NUMBER.matcher(thread).replaceFirst("#");
    }
}
