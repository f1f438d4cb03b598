/** Early type Ia supernovae: a sigmoid through the rising part of a light curve. */
package tallyflame.modules.earlysn;
