/** Matches alerts against a catalogue on disk: an index over the sphere, the catalogue, the module. */
package tallyflame.modules.xmatch;
