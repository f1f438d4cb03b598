/** Microlensing features: 47 statistics of the flux of each band. */
package tallyflame.modules.microlensing;
