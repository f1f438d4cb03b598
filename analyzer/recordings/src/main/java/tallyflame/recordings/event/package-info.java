/**
 * The events of decoded chunks, given to handlers. Only what handlers see is for other programs, which begin with {@link
 * tallyflame.recordings.EventReader}. No type of event has a meaning here.
 */
package tallyflame.recordings.event;
