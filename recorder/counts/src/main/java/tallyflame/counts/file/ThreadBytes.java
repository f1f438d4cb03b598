package tallyflame.counts.file;

/**
 * What the threads that ran counted code allocated by the JVM's own account, each from its first counted method on, those that have
 * ended included; without what the agent allocated in them.
 *
 * @param bytes all of it, -1 if it is not known
 * @param reason why it is not known, empty if it is
 */
public record ThreadBytes(long bytes, String reason) {}
