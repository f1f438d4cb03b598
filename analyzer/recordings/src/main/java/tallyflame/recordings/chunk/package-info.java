/**
 * The format of a recording: bytes, chunks and their headers, types, constant pools, texts, and where stacks lie. Internal to the
 * reader: other programs use {@link tallyflame.recordings}. Knows no kind of event and folds nothing.
 */
package tallyflame.recordings.chunk;
