/**
 * The reader of recordings, for this program and others: opens files, decides which samples are wanted, and answers with profiles.
 * The work is done in {@code chunk}, {@code event} and {@code fold}, which are internal and know nothing of this package. No
 * printing, no tables; nothing outside knows the format.
 */
package tallyflame.recordings;
