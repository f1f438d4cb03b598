/**
 * The reader of recordings, for this program and others: opens files, tells handlers of events, decides which samples are wanted, and
 * answers with profiles. The work is done in {@code chunk}, {@code event}, {@code sample} and {@code fold}, which know nothing of this
 * package and, but for what handlers are told, are internal. No printing, no tables; nothing outside knows the format.
 */
package tallyflame.recordings;
