/**
 * Makes alerts in the native ZTF schema: plausible ones, and in known proportions the odd ones that real data hold, so
 * that every branch of every module is walked. The same count and seed give the same bytes.
 */
package tallyflame.modules.generate;
