package tallyflame.runs;

/**
 * An alert on which the module threw.
 *
 * @param message class and message of the exception
 * @param at the topmost frame, {@code pkg.Class.method(Class.java:12)}, or empty
 */
public record FailedAlert(String objectId, long candid, String message, String at) {}
