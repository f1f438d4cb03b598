/** The contract of science modules and the batches of alerts they work on; readers, generator and modules live below. */
package tallyflame.modules;
