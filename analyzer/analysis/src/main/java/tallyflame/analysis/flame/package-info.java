/** Writes profiles as files, in the format that the file's name asks for. */
package tallyflame.analysis.flame;
