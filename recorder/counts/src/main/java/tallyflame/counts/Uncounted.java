package tallyflame.counts;

/**
 * A class or method that was asked for and runs uncounted, or of which a call does.
 *
 * @param className binary name with dots
 * @param method name of the method, with its descriptor if that is known; empty if the whole class is meant
 * @param reason why, as a phrase for people
 */
public record Uncounted(String className, String method, String reason) {}
