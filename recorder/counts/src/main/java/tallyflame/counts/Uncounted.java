package tallyflame.counts;

/**
 * A class or method that was asked for and runs uncounted.
 *
 * @param className binary name with dots
 * @param method name and descriptor of the method, empty if the whole class is meant
 * @param reason why, as a phrase for people
 */
public record Uncounted(String className, String method, String reason) {}
