/** Kilonova features: light curves as sums of three templates. */
package tallyflame.modules.kilonova;
