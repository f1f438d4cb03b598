/**
 * The reader of recordings, for this program and others: opens files, gives events to handlers, decides which samples are wanted, and
 * answers with profiles. The work is done in {@code chunk}, {@code event}, {@code sample} and {@code fold}, which know nothing of this
 * package and, except for what handlers see, are internal. No printing, no tables; nothing outside knows the format.
 */
package tallyflame.recordings;
