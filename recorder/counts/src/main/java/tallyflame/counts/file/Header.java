package tallyflame.counts.file;

/**
 * Who wrote a count file, when, and whether it is final.
 *
 * @param schema version of the file format
 * @param tool version of the agent
 * @param jvm name and version of the JVM that ran
 * @param pid process id of that JVM
 * @param startMillis when counting started, milliseconds since the epoch
 * @param snapshotMillis when the counts were read, milliseconds since the epoch
 * @param complete whether the counts were read at the end; false for a periodic snapshot, that is, when the JVM was killed:
 *     at most one interval before the kill is missing, and counts of activations then running are not consistent
 * @param threads how many counter blocks the threads have needed
 */
public record Header(
        int schema,
        String tool,
        String jvm,
        long pid,
        long startMillis,
        long snapshotMillis,
        boolean complete,
        int threads) {}
