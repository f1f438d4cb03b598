/**
 * The chunk reader: finds the chunks of recordings, decodes their sample events and stacks by the chunk's own metadata, and
 * folds them into profiles. No printing, no tables; nothing outside knows the format.
 */
package tallyflame.recordings;
