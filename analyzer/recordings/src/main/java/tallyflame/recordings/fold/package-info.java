/**
 * The stacks of counted chunks: decoded, recognised by their prefixes, and folded into profiles. Internal to the reader: other
 * programs use {@link tallyflame.recordings}. No event is read here.
 */
package tallyflame.recordings.fold;
