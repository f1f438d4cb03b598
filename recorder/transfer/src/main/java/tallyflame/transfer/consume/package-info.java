/** From a topic into a folder: which offsets are to be read, by whom, and in which order what becomes permanent. */
package tallyflame.transfer.consume;
