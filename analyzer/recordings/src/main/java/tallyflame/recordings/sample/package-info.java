/**
 * Events that are samples: what types of event mean, which samples are wanted, and samples counted by stack. Internal to the reader:
 * other programs use {@link tallyflame.recordings}. No stack is decoded here.
 */
package tallyflame.recordings.sample;
