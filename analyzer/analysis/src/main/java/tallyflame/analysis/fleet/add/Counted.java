package tallyflame.analysis.fleet.add;

/**
 * A chunk that is in the store.
 *
 * @param begun identifies it
 * @param content hash of its bytes
 * @param file where it was found
 */
record Counted(String begun, String content, String file) {}
